package dev.autodiff.autograd;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor whose operations are recorded as they happen. Nothing is computed before somebody looks: at {@link #item},
 * {@link #tensor}, {@link #isTrue} or the text; {@link #backward()} computes values and gradients together.
 *
 * <p>Leaves may be shared by threads; what is recorded on them belongs to the thread that records it. A result is to be
 * looked at before it is shared.
 */
public final class Variable extends Operators {
    private Value value;
    private Variable gradient;

    private Variable(Value value) {
        this.value = value;
    }

    static Variable of(Value value) {
        return new Variable(value);
    }

    /** A leaf. */
    public static Variable of(Tensor tensor) {
        return new Variable(Value.leaf(Tensors.type(tensor), tensor, false));
    }

    static Variable of(Type type, Tensor tensor) {
        return new Variable(Value.leaf(type, tensor, false));
    }

    Value value() {
        return value;
    }

    /** The numbers themselves. */
    public Tensor tensor() {
        return Evaluation.of(value);
    }

    /**
     * The only element.
     *
     * @throws AutogradException if there are more
     */
    public double item() {
        if (!isOne()) {
            throw Place.error(
                    "item() is for one element, and this has the shape " + value.type().shape(),
                    "toList() gives all of them");
        }
        return tensor().at(0);
    }

    /**
     * Whether the only element is true, for conditions of Java.
     *
     * @throws AutogradException if there are more, or it is a number
     */
    public boolean isTrue() {
        if (value.type().dtype() != DType.BOOL) {
            throw Place.error("a number is neither true nor false: " + value.type(), "compare it, with ne(0) say");
        }
        if (!isOne()) {
            throw Place.error(
                    "isTrue() is for one element, and this has the shape " + value.type().shape(), "all() or any()");
        }
        return tensor().at(0) != 0;
    }

    private boolean isOne() {
        return value.type().shape().isScalar() || value.type().shape().size().is(1);
    }

    /** All elements with all their digits, in nested lists; a scalar is a number. */
    public Object toList() {
        return list(tensor(), 0, 0);
    }

    private static Object list(Tensor tensor, int place, int axis) {
        if (axis == tensor.rank()) {
            double element = tensor.at(place);
            return tensor.dtype() == DType.BOOL ? (Object) (element != 0)
                    : tensor.dtype() == DType.INT ? (Object) (long) element : (Object) element;
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < tensor.length(axis); i++) {
            elements.add(list(tensor, place + i * tensor.stride(axis), axis + 1));
        }
        return elements;
    }

    /** The lengths of the axes, which are known without a computation. */
    public int[] lengths() {
        List<Dimension> dimensions = value.type().shape().dimensions();
        int[] lengths = new int[dimensions.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (int) dimensions.get(i).literal();
        }
        return lengths;
    }

    /** The type of the elements, which is known without a computation. */
    public DType dtype() {
        return value.type().dtype();
    }

    /** Whether derivatives are taken through this variable. */
    public boolean requiresGrad() {
        return value.isTracked();
    }

    /**
     * Says whether gradients by this variable are wanted. What was recorded on it before keeps its meaning.
     *
     * @throws AutogradException if it is the result of operations that derivatives are taken through, or not real
     */
    public Variable requiresGrad(boolean wanted) {
        if (!isLeaf()) {
            throw Place.error(
                    "this is the result of " + gradFn() + " in " + value.place() + ", and only leaves can be switched",
                    "detach() gives a leaf with its values");
        }
        if (wanted && !value.type().isReal()) {
            throw Place.error("a tensor of type " + value.type().dtype() + " has no gradient", "toF64() makes it real");
        }
        if (wanted != value.isTracked()) {
            become(tensor(), wanted);
        }
        return this;
    }

    /** A leaf of the same type. */
    private void become(Tensor tensor, boolean isTracked) {
        String name = value.name();
        value = Value.leaf(value.type(), tensor, isTracked);
        value.rename(name);
        value.keepIn(isTracked ? this : null);
    }

    /** Whether no derivative is taken through the operations that made it. */
    public boolean isLeaf() {
        return value.isLeaf() || !value.isTracked();
    }

    /** The operation that made it, as PyTorch calls it; null for leaves. */
    public String gradFn() {
        return isLeaf() ? null : GradientNames.of(value.form());
    }

    /** The sum of the gradients so far; null if there was none. */
    public Variable grad() {
        return gradient;
    }

    /** Forgets the gradients so far. */
    public void zeroGrad() {
        gradient = null;
    }

    synchronized void accumulate(Variable more) {
        if (gradient == null) {
            gradient = more;
        } else if (gradient.requiresGrad() || more.requiresGrad()) {
            gradient = gradient.plus(more);
        } else {
            gradient = of(Tensors.sum(gradient.tensor(), more.tensor()));
        }
    }

    /**
     * From now on this result keeps its gradient as leaves do.
     *
     * @throws AutogradException if it has none
     */
    public Variable retainGrad() {
        if (!value.isTracked()) {
            throw Place.error(
                    "this variable does not require grad: it has no gradient to retain",
                    "make it of variables with requiresGrad(true)");
        }
        value.keepIn(this);
        return this;
    }

    /** The same values, which derivatives are not taken through. */
    public Variable detach() {
        return value.tensor() != null
                ? of(value.type(), value.shared())
                : Recorder.detached(Form.of("detach", "detach(#)"), this);
    }

    /**
     * Puts other values in place of a leaf's, as optimisers do. What was recorded on the old ones keeps its meaning.
     *
     * @throws AutogradException if it is no leaf, the type differs, or it requires grad and no {@link NoGrad} is open
     */
    public void assign(Tensor values) {
        if (!isLeaf()) {
            throw Place.error(
                    "this is the result of " + gradFn() + " in " + value.place() + ": it has no values of its own",
                    "assign to a leaf");
        }
        if (value.isTracked() && !NoGrad.isOpen()) {
            throw Place.error("a leaf that requires grad is assigned to", "do it in noGrad(() -> …)");
        }
        if (!Tensors.type(values).equals(value.type())) {
            throw Place.error(
                    "the new values are " + Tensors.type(values) + ", and the variable is " + value.type(), "");
        }
        become(values, value.isTracked());
    }

    /** The same with the value of another variable. */
    public void assign(Variable values) {
        assign(values.tensor());
    }

    /**
     * Adds to the gradients of all leaves that this value, of one element, is made of.
     *
     * @throws AutogradException if it does not require grad, has several elements, or was gone through before
     */
    public void backward() {
        backward(Backward.DEFAULT);
    }

    /** The same for a result of any shape: the gradients are products of this cotangent and the Jacobian. */
    public void backward(Variable cotangent) {
        backward(Backward.DEFAULT.withCotangent(cotangent));
    }

    /** The same with options. */
    public void backward(Backward options) {
        if (!value.isTracked()) {
            String reason = value.form() == null
                    ? "" : ": '" + value.form().name() + "' of " + value.place() + " was recorded without derivatives";
            throw Place.error(
                    "this variable does not require grad and does not have a gradFn" + reason,
                    "make it of variables with requiresGrad(true), outside of noGrad");
        }
        options.run(this);
    }

    /**
     * What exported programs call it.
     *
     * @throws AutogradException if that is no name of the language
     */
    public Variable named(String name) {
        if (!name.matches("[A-Za-z]\\w*")) {
            throw Place.error("'" + name + "' is no name", "names are letters, digits and '_'");
        }
        value.rename(name);
        return this;
    }

    /** What was recorded for this value, as a program with the leaves for parameters. */
    public Export export() {
        return Export.of(value);
    }

    /** The next values of a parameter, from an optimiser. */
    void update(Tensor values) {
        become(values, value.isTracked());
    }

    /** As PyTorch prints it, with four digits; {@link Tensor#toString} has all of them. */
    @Override
    public String toString() {
        List<String> suffixes = new ArrayList<>();
        if (dtype() == DType.F32) {
            suffixes.add("dtype=f32");
        }
        if (!isLeaf()) {
            suffixes.add("grad_fn=<" + gradFn() + ">");
        } else if (requiresGrad()) {
            suffixes.add("requires_grad=True");
        }
        return TensorPrinter.text(tensor(), suffixes);
    }
}
