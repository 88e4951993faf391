package dev.autodiff.lowering;

import dev.autodiff.runtime.DType;
import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Type;

/** Room for the elements of one value, in row-major order. Buffers are compared by identity. */
public final class Buffer {
    /** Where the elements are. */
    public enum Place {
        /** An array that the caller hands in. */
        ARGUMENT,
        /** A number that the caller hands in; it stands in the workspace. */
        NUMBER,
        /** An array that the caller has filled. */
        RESULT,
        /** A number that the caller gets back; it stands in the workspace. */
        RETURNED,
        /** A part of the array in which the forward pass leaves what the backward pass needs. */
        SAVED,
        /** A part of the workspace, taken for as long as somebody reads it. */
        WORKSPACE,
        /** An array of the class, with numbers that stand in the program. */
        CONSTANT,
        /** Columns of an array that has a row for each step of a loop. */
        TAPE
    }

    /**
     * What a loop records.
     *
     * @param index of the array among those of the plan
     * @param width the numbers of a step
     */
    public record Tape(int index, Dimension width) {}

    private final Place place;
    private final String name;
    private final Type type;
    private final double[] constant;
    private final Tape tape;

    private Buffer(Place place, String name, Type type, double[] constant, Tape tape) {
        this.place = place;
        this.name = name;
        this.type = type;
        this.constant = constant;
        this.tape = tape;
    }

    static Buffer argument(String name, Type type) {
        return new Buffer(type.isScalar() ? Place.NUMBER : Place.ARGUMENT, name, type, null, null);
    }

    static Buffer result(String name, Type type, boolean isReturned) {
        return new Buffer(isReturned ? Place.RETURNED : Place.RESULT, name, type, null, null);
    }

    static Buffer saved(String name, Type type) {
        return new Buffer(Place.SAVED, name, type, null, null);
    }

    static Buffer workspace(String name, Type type) {
        return new Buffer(Place.WORKSPACE, name, type, null, null);
    }

    static Buffer constant(String name, Type type, double[] values) {
        return new Buffer(Place.CONSTANT, name, type, values, null);
    }

    static Buffer onTape(String name, Type type, Tape tape) {
        return new Buffer(Place.TAPE, name, type, null, tape);
    }

    public Place place() {
        return place;
    }

    /** Whether this is an array by itself, and no part of one. */
    public boolean isWhole() {
        return place == Place.ARGUMENT || place == Place.RESULT || place == Place.CONSTANT;
    }

    /** Whether this is a part of the workspace. */
    public boolean isInWorkspace() {
        return place == Place.WORKSPACE || place == Place.NUMBER || place == Place.RETURNED;
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** Whether the elements are floats; all others are doubles. */
    public boolean isFloat() {
        return type.dtype() == DType.F32 && place != Place.TAPE;
    }

    /** The number of elements. */
    public Dimension size() {
        return type.shape().size();
    }

    /** The elements of a constant. */
    public double[] constant() {
        return constant.clone();
    }

    /** What it is a part of, or null. */
    public Tape tape() {
        return tape;
    }

    @Override
    public String toString() {
        return name;
    }
}
