package dev.autodiff.codegen.loops;

import dev.autodiff.kernel.Kind;
import dev.autodiff.lowering.Buffer;

/**
 * An array of a generated method: one of the caller's, or a workspace, which holds many buffers.
 *
 * @param buffer the buffer that is the whole array, or null for a workspace
 * @param tape what a loop records on it, or null
 */
public record ArrayRef(String name, boolean isFloat, Buffer buffer, Buffer.Tape tape) {
    static final ArrayRef WORKSPACE = new ArrayRef("workspace", false, null, null);
    static final ArrayRef SAVED = new ArrayRef("saved", false, null, null);
    static final ArrayRef FLOATS = new ArrayRef("floats", true, null, null);

    /** The array of all tapes. */
    static final ArrayRef TAPES = new ArrayRef("tapes", false, null, null);

    public static ArrayRef of(Buffer buffer) {
        if (buffer.place() == Buffer.Place.SAVED) {
            return SAVED;
        }
        if (buffer.isInWorkspace()) {
            return buffer.isFloat() ? FLOATS : WORKSPACE;
        }
        if (buffer.place() == Buffer.Place.TAPE) {
            return of(buffer.tape());
        }
        return new ArrayRef(buffer.name(), buffer.isFloat(), buffer, null);
    }

    /** The array that a loop records in. */
    public static ArrayRef of(Buffer.Tape tape) {
        return new ArrayRef("tape" + tape.index(), false, null, tape);
    }

    /** Whether it is a field of the class, filled once. */
    boolean isConstant() {
        return buffer != null && buffer.place() == Buffer.Place.CONSTANT;
    }

    public Kind kind() {
        return equals(TAPES) ? Kind.F64.array().array() : Kind.arrayOf(isFloat);
    }
}
