package dev.autodiff.runtime;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A {@link CompiledFunction} in a stream: its class files, and its signature as text.
 *
 * @param version of the runtime that wrote it, the only one that reads it
 * @param isOfNumbers whether its class implements {@link Kernel}, and not {@link TensorKernel}
 * @param steps of a call, if there is a limit
 * @param time of a call, if there is a limit
 */
record SerializedFunction(
        String version,
        String name,
        String parameters,
        String variables,
        String results,
        String source,
        boolean isOfNumbers,
        byte[][] classFiles,
        boolean isLimited,
        long steps,
        Duration time,
        KnownDerivatives derivatives)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static SerializedFunction of(
            CompiledFunction function, KernelCode code, boolean isOfNumbers, KnownDerivatives known) {
        Signature signature = function.signature();
        CallLimits limits = code.limits();
        return new SerializedFunction(
                CompiledFunction.VERSION,
                signature.name(),
                Signature.text(signature.parameters()),
                signature.variablesText(),
                Signature.text(signature.results()),
                function.source(),
                isOfNumbers,
                code.classFiles().toArray(new byte[0][]),
                limits != null,
                limits == null ? 0 : limits.steps(),
                limits == null ? null : limits.time(),
                known);
    }

    /**
     * The function, of classes that are defined anew.
     *
     * @throws InvalidObjectException if another version wrote it, or what was written is damaged
     */
    private Object readResolve() throws InvalidObjectException {
        if (!CompiledFunction.VERSION.equals(version)) {
            throw new InvalidObjectException("the function was written by " + version + ", and this is "
                    + CompiledFunction.VERSION + ": sender and receiver need the same version of autodiff-runtime");
        }
        try {
            return function();
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            InvalidObjectException damaged =
                    new InvalidObjectException("the class of the function '" + name + "' cannot be defined: " + e);
            damaged.initCause(e);
            throw damaged;
        }
    }

    private CompiledFunction function() throws ReflectiveOperationException {
        Signature signature = new Signature(name, arguments(parameters), arguments(variables), arguments(results));
        CallLimits limits = isLimited ? new CallLimits(steps, time) : null;
        KernelCode code = new KernelCode(List.of(classFiles), limits);
        Object kernel = KernelCode.define(code.classFiles());
        CompiledFunction function = isOfNumbers
                ? CompiledFunction.ofNumbers(signature, source, limited((Kernel) kernel, limits))
                : CompiledFunction.ofTensors(signature, source, limited((TensorKernel) kernel, limits));
        return function.with(code).with(derivatives);
    }

    private static List<Signature.Argument> arguments(String text) {
        return new SignatureText(text).arguments('\0');
    }

    private static Kernel limited(Kernel kernel, CallLimits limits) {
        return limits == null ? kernel : limits.around(kernel);
    }

    private static TensorKernel limited(TensorKernel kernel, CallLimits limits) {
        return limits == null ? kernel : limits.around(kernel);
    }
}
