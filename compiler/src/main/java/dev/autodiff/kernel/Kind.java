package dev.autodiff.kernel;

import java.util.Map;

/**
 * The type of an expression of a kernel: a scalar, an array, or an object of a class.
 *
 * @param descriptor as class files write types
 */
public record Kind(String descriptor) {
    public static final Kind VOID = new Kind("V");
    public static final Kind BOOLEAN = new Kind("Z");
    public static final Kind INT = new Kind("I");
    public static final Kind LONG = new Kind("J");
    public static final Kind F32 = new Kind("F");
    public static final Kind F64 = new Kind("D");
    public static final Kind STRING = of(String.class);

    private static final String VECTORS = "jdk.incubator.vector.";
    /** Vectors of lanes of any kind. */
    public static final Kind VECTOR = ofClass(VECTORS + "Vector");

    private static final Map<String, String> NAMES =
            Map.of("V", "void", "Z", "boolean", "I", "int", "J", "long", "F", "float", "D", "double");

    /** Written out, since the JVM links what it makes up at the first use, which takes a good part of a start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Kind that && descriptor.equals(that.descriptor);
    }

    @Override
    public int hashCode() {
        return descriptor.hashCode();
    }

    /** The kind that a Java type is, of those that kernels have. */
    public static Kind of(Class<?> type) {
        return new Kind(type.descriptorString());
    }

    /** Objects of a class, whose name has dots. */
    public static Kind ofClass(String name) {
        return new Kind("L" + name.replace('.', '/') + ";");
    }

    /** Arrays of floats, or of doubles. */
    public static Kind arrayOf(boolean areFloats) {
        return (areFloats ? F32 : F64).array();
    }

    /** Arrays of this kind. */
    public Kind array() {
        return new Kind("[" + descriptor);
    }

    public boolean isArray() {
        return descriptor.startsWith("[");
    }

    /** Arrays and objects: no operator takes them. */
    public boolean isReference() {
        return isArray() || descriptor.startsWith("L");
    }

    /** The kind of a parameter that takes this one: methods of vectors take vectors of any kind. */
    public Kind ofParameter() {
        return isVector() ? VECTOR : this;
    }

    private boolean isVector() {
        return descriptor.startsWith("L" + VECTORS.replace('.', '/')) && descriptor.endsWith("Vector;");
    }

    /**
     * Whether a parameter of this kind takes values of another one: each its own, and {@code Object} all arrays and
     * objects.
     */
    boolean takes(Kind kind) {
        return equals(kind)
                || equals(of(Object.class)) && kind.isReference()
                || equals(VECTOR) && kind.isVector();
    }

    /** Numbers that operators compute with. */
    public boolean isNumber() {
        return isInteger() || isFloating();
    }

    public boolean isInteger() {
        return this.equals(INT) || this.equals(LONG);
    }

    public boolean isFloating() {
        return this.equals(F32) || this.equals(F64);
    }

    /** The kind of an array's elements. */
    public Kind element() {
        if (!isArray()) {
            throw new IllegalArgumentException(this + " is no array");
        }
        return new Kind(descriptor.substring(1));
    }

    /** The local variables that a value takes in a frame of the JVM. */
    public int slots() {
        return this.equals(VOID) ? 0 : this.equals(LONG) || this.equals(F64) ? 2 : 1;
    }

    /** The name of an object's class, with dots. */
    public String className() {
        return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
    }

    /** As Java writes it. */
    @Override
    public String toString() {
        return isArray() ? element() + "[]" : NAMES.containsKey(descriptor) ? NAMES.get(descriptor) : className();
    }
}
