/** Tests of what is done in vector registers; the build runs them with {@code --add-modules jdk.incubator.vector}. */
package dev.autodiff.vectors;
