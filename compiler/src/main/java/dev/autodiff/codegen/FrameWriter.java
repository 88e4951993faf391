package dev.autodiff.codegen;

import org.objectweb.asm.ClassWriter;

/** A writer of classes that finds out what is in the frame where branches join. */
final class FrameWriter extends ClassWriter {
    FrameWriter() {
        super(COMPUTE_FRAMES);
    }

    /** Only numbers, arrays of them and registers of one class meet there; nothing needs to be loaded to know that. */
    @Override
    protected String getCommonSuperClass(String a, String b) {
        return "java/lang/Object";
    }
}
