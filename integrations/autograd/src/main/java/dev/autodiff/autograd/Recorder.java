package dev.autodiff.autograd;

import dev.autodiff.runtime.Type;

/** Takes up operations as they happen. */
final class Recorder {
    private Recorder() {}

    /**
     * The operation on these inputs.
     *
     * @throws AutogradException if they are not what the operation takes
     */
    static Variable record(Form form, Variable... inputs) {
        return record(form, values(inputs));
    }

    /** The same on their values. */
    static Variable record(Form form, Value[] inputs) {
        boolean isTracked = false;
        for (Value input : inputs) {
            isTracked |= input.isTracked();
        }
        Type type = form.type(inputs);
        return Variable.of(Value.operation(form, inputs, type, isTracked && type.isReal() && !NoGrad.isOpen()));
    }

    /** The same, and derivatives are not taken through it. */
    static Variable detached(Form form, Variable... inputs) {
        Value[] values = values(inputs);
        return Variable.of(Value.operation(form, values, form.type(values), false));
    }

    private static Value[] values(Variable[] variables) {
        Value[] values = new Value[variables.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = variables[i].value();
        }
        return values;
    }
}
