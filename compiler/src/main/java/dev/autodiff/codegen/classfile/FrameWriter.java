package dev.autodiff.codegen.classfile;

import org.objectweb.asm.ClassWriter;

/** A writer of classes that finds out what is in the frame where branches join. */
public final class FrameWriter extends ClassWriter {
    public FrameWriter() {
        super(COMPUTE_FRAMES);
    }

    /** Only numbers, arrays of them and registers of one class meet there; nothing needs to be loaded to know that. */
    @Override
    protected String getCommonSuperClass(String a, String b) {
        return "java/lang/Object";
    }

    /** @throws ClassTooLargeException if there are more constants than a class file has place for */
    @Override
    public byte[] toByteArray() {
        try {
            return super.toByteArray();
        } catch (org.objectweb.asm.ClassTooLargeException e) {
            throw new ClassTooLargeException(e);
        }
    }
}
