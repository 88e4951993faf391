package dev.autodiff.playground.jdk;

/** Of {@link Class}. */
public final class ClassMethods {
    private static final Class<?>[] PRIMITIVES = {
        void.class, boolean.class, char.class, byte.class, short.class, int.class, long.class, float.class, double.class
    };

    /** The letters of the primitive types, in the same order. */
    private static final String LETTERS = "VZCBSIJFD";

    private ClassMethods() {}

    /** As class files write the type. */
    public static String descriptorString(Class<?> type) {
        for (int i = 0; i < PRIMITIVES.length; i++) {
            if (type == PRIMITIVES[i]) {
                return LETTERS.substring(i, i + 1);
            }
        }
        return type.isArray()
                ? "[" + descriptorString(type.getComponentType())
                : "L" + type.getName().replace('.', '/') + ";";
    }
}
