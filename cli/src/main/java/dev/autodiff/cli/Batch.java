package dev.autodiff.cli;

import dev.autodiff.Compiler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;

/** The methods for many points of the class that {@code compile} would write, loaded into this JVM. */
final class Batch {
    /** A method of the JVM takes 255 slots: two for each number, and one for each array with the handle before them. */
    private static final int MAX_PARAMETERS = 127;
    private static final int MAX_ARRAYS = 254;

    private final int variables;
    private final MethodHandle value;
    private final MethodHandle gradient;

    private Batch(int variables, MethodHandle value, MethodHandle gradient) {
        this.variables = variables;
        this.value = value;
        this.gradient = gradient;
    }

    static Batch of(Compiler.Analysis analysis) {
        int parameters = analysis.function().formula().parameters().size();
        int variables = analysis.function().variables().size();
        int arrays = parameters + 1 + variables;
        if (parameters == 0 || parameters > MAX_PARAMETERS || arrays > MAX_ARRAYS) {
            throw new UsageException("'" + analysis.function().formula().name() + "' has " + parameters + " parameters and " + variables
                    + " partial derivatives: bench measures functions of 1 to " + MAX_PARAMETERS + ", with --wrt fewer partial derivatives");
        }
        try {
            String name = Batch.class.getPackageName() + ".Measured";
            Lookup generated = MethodHandles.lookup().defineHiddenClass(analysis.classFile(name), false);
            return new Batch(variables, find(generated, "value", parameters + 1), find(generated, "gradient", arrays));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("the class that was generated lacks its methods", e);
        }
    }

    private static MethodHandle find(Lookup generated, String name, int arrays) throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(void.class, Collections.nCopies(arrays, double[].class));
        return generated.findStatic(generated.lookupClass(), name, type);
    }

    int length(double[][] inputs) {
        return inputs[0].length;
    }

    /** The inputs with room for the results behind them. */
    double[][] arrays(double[][] inputs, boolean hasGradient) {
        int outputs = hasGradient ? 1 + variables : 1;
        double[][] arrays = new double[inputs.length + outputs][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = i < inputs.length ? inputs[i] : new double[length(inputs)];
        }
        return arrays;
    }

    void run(double[][] arrays, boolean hasGradient) {
        try {
            (hasGradient ? gradient : value).invokeWithArguments(List.of(arrays));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("generated code throws nothing else", e);
        }
    }
}
