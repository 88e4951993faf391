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
        Value[] values = new Value[inputs.length];
        boolean isTracked = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = inputs[i].value();
            isTracked |= values[i].isTracked();
        }
        Type type = form.type(values);
        return Variable.of(Value.operation(form, values, type, isTracked && type.isReal() && !NoGrad.isOpen()));
    }

    /** The same, and derivatives are not taken through it. */
    static Variable detached(Form form, Variable... inputs) {
        Value[] values = new Value[inputs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = inputs[i].value();
        }
        return Variable.of(Value.operation(form, values, form.type(values), false));
    }
}
