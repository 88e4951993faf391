package dev.autodiff.processor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A program that becomes a class, when javac compiles what carries it. The class lies in the same package and has the
 * static methods that {@code autodiff compile} gives it: {@code value}, {@code gradient} and others.
 *
 * <p>On a type, that is all. On a method of an interface, which has the parameters of the function, the interface is
 * implemented, too: by {@code WavesFormulas}, if it is called {@code Waves}.
 *
 * <pre>{@code
 * interface Waves {
 *     @Formula("z = y*log(x) + sin(y)")
 *     double z(double x, double y);
 * }
 *
 * double z = new WavesFormulas().z(2, 3);
 * double value = Z.gradient(2, 3, new double[2]);
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Formula.Several.class)
public @interface Formula {
    /** The program. */
    String value();

    /** The function of the program; by default its last one. */
    String function() default "";

    /** The simple name of the class; by default the function's in CamelCase. */
    String className() default "";

    /** What to differentiate by; by default all parameters that are not {@code const}. */
    String[] wrt() default {};

    /** What the class holds beside values. */
    Derivative[] derivatives() default Derivative.GRADIENT;

    /**
     * Whether Jacobians, Hessians and normal matrices are lists of their structural non-zeros, with their rows and
     * columns, as {@code --sparse} of the command line has them.
     */
    boolean sparse() default false;

    /** The forms of its methods, for functions of numbers; by default all. */
    Form[] methods() default {};

    /** Parameters that are one number for all points in methods for many. */
    String[] shared() default {};

    /** Whether small tensors of known shapes are Tensors of the runtime, and not arrays of numbers. */
    boolean tensors() default false;

    /** What a method works on. */
    enum Form {
        /** One point, its numbers each an argument. */
        POINT,
        /** Many points, an array for each number. */
        BATCH,
        /** The same, in vector registers where there are some. */
        VECTOR
    }

    /** A derivative that a class can hold. */
    enum Derivative {
        GRADIENT,
        JACOBIAN,
        HESSIAN,
        JVP,
        HVP,
        NORMAL
    }

    /** Several formulas of one type. */
    @Documented
    @Retention(RetentionPolicy.SOURCE)
    @Target(ElementType.TYPE)
    @interface Several {
        Formula[] value();
    }
}
