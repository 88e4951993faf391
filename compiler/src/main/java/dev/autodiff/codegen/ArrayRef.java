package dev.autodiff.codegen;

import dev.autodiff.lowering.Buffer;

/**
 * An array of a generated method: one of the caller's, or a workspace, which holds many buffers.
 *
 * @param buffer the buffer that is the whole array, or null for a workspace
 */
record ArrayRef(String name, boolean isFloat, Buffer buffer) {
    static final ArrayRef WORKSPACE = new ArrayRef("workspace", false, null);
    static final ArrayRef SAVED = new ArrayRef("saved", false, null);
    static final ArrayRef FLOATS = new ArrayRef("floats", true, null);

    static ArrayRef of(Buffer buffer) {
        if (buffer.place() == Buffer.Place.SAVED) {
            return SAVED;
        }
        if (buffer.isInWorkspace()) {
            return buffer.isFloat() ? FLOATS : WORKSPACE;
        }
        return new ArrayRef(buffer.name(), buffer.isFloat(), buffer);
    }

    /** Whether it is a field of the class, filled once. */
    boolean isConstant() {
        return buffer != null && buffer.place() == Buffer.Place.CONSTANT;
    }

    String descriptor() {
        return isFloat ? "[F" : "[D";
    }
}
