package dev.autodiff.autograd;

import dev.autodiff.runtime.Tensor;
import dev.autodiff.runtime.Type;
import java.lang.StackWalker.StackFrame;

/**
 * A value of a recording: a tensor at hand, or an operation on earlier values that is computed when somebody looks.
 * Inputs never change, so that what is computed late is what was meant when it was recorded.
 */
final class Value {
    static final Value[] NONE = {};

    /** Where sweeps begin. */
    static final Spot BACKWARD = new Spot();

    private final Type type;
    private final Form form;
    private Value[] inputs;
    private final boolean isTracked;
    private final boolean isNested;
    private final StackFrame place;
    private Tensor tensor;
    private boolean isSeen;
    private boolean isKept;
    private boolean isReleased;
    private StackFrame releasedBy;
    private boolean letsGo;
    private boolean isFixed;
    private Variable keeper;
    private String name;
    private Plan plan;
    private int planned;
    private Region region;
    private boolean isShared;
    private Region source;

    private Value(Type type, Form form, Value[] inputs, boolean isTracked, StackFrame place, Tensor tensor) {
        this.type = type;
        this.form = form;
        this.inputs = inputs;
        this.isTracked = isTracked;
        this.isNested = form != null && isNested(form, inputs);
        this.place = place;
        this.tensor = tensor;
    }

    private static boolean isNested(Form form, Value[] inputs) {
        boolean isNested = form.isDerivative();
        for (Value input : inputs) {
            isNested |= input.isNested;
        }
        return isNested;
    }

    /** A tensor at hand. */
    static Value leaf(Type type, Tensor tensor, boolean isTracked) {
        return new Value(type, null, NONE, isTracked, null, tensor);
    }

    /** An operation that is still to be computed. */
    static Value operation(Form form, Value[] inputs, Type type, boolean isTracked) {
        return new Value(type, form, inputs, isTracked, form.spot().caller(), null);
    }

    Type type() {
        return type;
    }

    /** The operation that makes or made it, or null. */
    Form form() {
        return form;
    }

    /** Whether it is a tensor, made by nothing that one could still go back through. */
    boolean isLeaf() {
        return form == null || isFixed;
    }

    Value[] inputs() {
        return inputs;
    }

    /** Whether derivatives are taken through this value. */
    boolean isTracked() {
        return isTracked;
    }

    /** Whether a derivative is among the operations that it is made of. */
    boolean isNested() {
        return isNested;
    }

    /** The line of Java that made the operation. */
    String place() {
        return form.spot().text(place);
    }

    /** The tensor, or null if it is not computed. What gave its tensor back has it again. */
    Tensor tensor() {
        if (source != null) {
            source.restore();
        }
        return tensor;
    }

    /** The tensor, to be kept by others: it is never written over. */
    Tensor shared() {
        isShared = true;
        return tensor();
    }

    /** Whether others may hold the tensor. */
    boolean isShared() {
        return isShared;
    }

    /**
     * Gives its tensor away, to be written over.
     *
     * @param by what computes it again, to the same bits, if somebody asks for it after all
     */
    Tensor giveBack(Region by) {
        Tensor given = tensor;
        tensor = null;
        source = by;
        return given;
    }

    /** What computes the tensor that it gave back, or null. */
    Region source() {
        return source;
    }

    /** What nobody goes back through any more lets go of what it was made of. */
    void computed(Tensor value) {
        tensor = value;
        source = null;
        if (!isTracked) {
            isFixed = true;
            inputs = NONE;
        } else if (letsGo) {
            inputs = NONE;
        }
    }

    /** Says that a look went through this operation. */
    void see() {
        isSeen = true;
    }

    /** Keeps what an operation after a look takes of what was looked at: what is made of it begins a program anew. */
    void keepInputs() {
        if (!isSeen) {
            for (Value input : inputs) {
                input.keepIfSeen();
            }
        }
    }

    /** What was looked at is a result when the same is computed again. */
    private void keepIfSeen() {
        isKept |= isSeen;
        if (isSeen && tensor == null && plan != null) {
            plan.learn(planned);
        }
    }

    /** Whether a look went through this operation before. */
    boolean isSeen() {
        return isSeen;
    }

    /** Whether it comes after a look, and takes what is not known though the look went through it. */
    boolean takesSeen() {
        for (Value input : isSeen ? NONE : inputs) {
            if (input.isSeen && input.tensor == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Says how it was computed, or looked through. What derivatives are not taken through does not remember what it was
     * computed with.
     *
     * @param place of this operation in the plan
     */
    void planned(Plan by, int place, Region among) {
        plan = by;
        planned = place;
        region = isTracked && !isReleased ? among : null;
    }

    /** The place of this operation in the plan of its region. */
    int planned() {
        return planned;
    }

    /** What it was computed with, or null. */
    Region region() {
        return tensor == null ? null : region;
    }

    /** Lets what is made of it begin a program anew. */
    void keep() {
        isKept = true;
    }

    /** Whether it is the end of what was looked at, as the state of a loop is whose condition looks at it. */
    boolean isKept() {
        return isKept;
    }

    /** Whether a sweep went backward through this operation and did not retain it. */
    boolean isReleased() {
        return isReleased;
    }

    /** The line of Java where it began. */
    String releasedBy() {
        return BACKWARD.text(releasedBy);
    }

    /**
     * Says so.
     *
     * @param forGood whether no derivative among the operations needs to go back through it once more
     */
    void release(StackFrame by, boolean forGood) {
        isReleased = true;
        releasedBy = by;
        letsGo = forGood;
        inputs = tensor == null || !forGood ? inputs : NONE;
        region = null;
    }

    /** Whether it is computed and what it was made of is gone. */
    boolean isGone() {
        return isTracked && form != null && inputs.length == 0;
    }

    /** The variable that keeps the gradient of this value, or null. */
    Variable keeper() {
        return keeper;
    }

    void keepIn(Variable variable) {
        keeper = variable;
    }

    /** What programs call it, or null. */
    String name() {
        return name;
    }

    void rename(String other) {
        name = other;
    }
}
