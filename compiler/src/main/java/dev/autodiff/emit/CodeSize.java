package dev.autodiff.emit;

import dev.autodiff.kernel.Method;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** How much bytecode a method is. */
public final class CodeSize {
    private CodeSize() {}

    /** The bytes of a method's code, or a few more: a jump may be long, and a constant lie far behind in its pool. */
    public static int of(Method method) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(null);
        BytecodePrinter.code(method, size);
        return size.getMaxSize();
    }
}
