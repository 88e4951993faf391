/**
 * Programs for vector registers: straight-line code in which every value is one number, bit pattern or truth per lane.
 * Functions that no processor has an instruction for are written here in those that all have, so that their results do
 * not depend on the machine, on the width of its registers or on how far the JIT has come. Knows nothing of graphs or
 * of bytecode.
 */
package dev.autodiff.simd;
