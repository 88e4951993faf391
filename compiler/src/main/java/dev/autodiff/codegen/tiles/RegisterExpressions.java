package dev.autodiff.codegen.tiles;

import static dev.autodiff.kernel.Exprs.integer;

import dev.autodiff.codegen.scalar.Elements;
import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.simd.Instruction;
import dev.autodiff.simd.Lane;
import dev.autodiff.simd.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What lanes hold in vector registers, as calls of {@code jdk.incubator.vector}. The module is known by name only:
 * classes that call it are loaded where it is there. Species are fields of a {@link VectorClass}.
 */
final class RegisterExpressions implements LaneCode {
    static final String PACKAGE = "jdk.incubator.vector.";
    static final Kind SPECIES = Kind.ofClass(PACKAGE + "VectorSpecies");

    private static final Kind MASK = Kind.ofClass(PACKAGE + "VectorMask");
    private static final String OPERATORS = PACKAGE + "VectorOperators";

    /** The operator under the type that the method for it takes. */
    static final Expr.Field XOR = new Expr.Field("XOR", Kind.ofClass(OPERATORS + "$Binary"));

    /** The species of as many floats as a register has doubles. */
    private static final Expr FLOATS = new Expr.Field(VectorClass.FLOATS, SPECIES);

    private final boolean isWide;
    private final Kind number;
    private final Kind pattern;
    private final Kind numbers;
    private final Kind patterns;
    private final Expr species;
    private final Expr patternSpecies;
    private final Expr width;

    RegisterExpressions(Precision precision) {
        this.isWide = precision == Precision.F64;
        this.number = isWide ? Kind.F64 : Kind.F32;
        this.pattern = isWide ? Kind.LONG : Kind.INT;
        this.numbers = vectors(number);
        this.patterns = vectors(pattern);
        this.species = new Expr.Field("NUMBERS_" + precision, SPECIES);
        this.patternSpecies = new Expr.Field("BITS_" + precision, SPECIES);
        this.width = new Expr.Field("LANES_" + precision, Kind.INT);
    }

    private static Kind vectors(Kind element) {
        String name = element.toString();
        return Kind.ofClass(PACKAGE + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Vector");
    }

    @Override
    public Expr width() {
        return width;
    }

    @Override
    public Expr constant(Lane lane) {
        if (lane.instruction() == Instruction.CONSTANT) {
            return uniform(literal(lane.number()));
        }
        long bits = isWide ? lane.pattern() : (int) lane.pattern();
        return onClass(patterns, "broadcast", patternSpecies, integer(pattern, bits));
    }

    private Expr literal(double value) {
        return Elements.literal(!isWide, value);
    }

    @Override
    public Expr uniform(Expr element) {
        return onClass(numbers, "broadcast", species, element);
    }

    @Override
    public Expr load(Lane lane, Expr array, Expr place) {
        Expr loaded = isConverted(array)
                ? widened(onClass(vectors(Kind.F32), "fromArray", FLOATS, array, place))
                : load(array, place);
        return switch (lane.instruction().kind()) {
            case NUMBER -> loaded;
            case BITS -> toBits(loaded);
            case MASK -> compare(loaded, "NE", uniform(literal(0)));
        };
    }

    /** Neighbours of an array of the registers' numbers. */
    Expr load(Expr array, Expr place) {
        return onClass(numbers, "fromArray", species, array, place);
    }

    @Override
    public void store(Body body, Lane lane, Expr value, Expr array, Expr place) {
        Expr stored = switch (lane.instruction().kind()) {
            case NUMBER -> value;
            case BITS -> ofBits(value);
            case MASK -> on("blend", numbers, uniform(literal(0)), literal(1), value);
        };
        store(body, isConverted(array) ? narrowed(stored) : stored, array, place);
    }

    void store(Body body, Expr value, Expr array, Expr place) {
        body.run((Expr.Call) on("intoArray", Kind.VOID, value, array, place));
    }

    /** Whether an array holds other numbers than registers do: floats, while those are of doubles. */
    private boolean isConverted(Expr array) {
        return isWide && array.kind().element().equals(Kind.F32);
    }

    private Expr widened(Expr floats) {
        return on("reinterpretAsDoubles", numbers, converted(floats, "F2D", species));
    }

    private Expr narrowed(Expr doubles) {
        return on("reinterpretAsFloats", vectors(Kind.F32), converted(doubles, "D2F", FLOATS));
    }

    private static Expr converted(Expr value, String conversion, Expr to) {
        return on("convertShape", Kind.VECTOR, value, operator(conversion, "$Conversion"), to, integer(0));
    }

    @Override
    public Expr isTrueOfAll(Expr truth) {
        return on("allTrue", Kind.BOOLEAN, truth);
    }

    @Override
    public Expr apply(Lane lane, List<Expr> operands) {
        Expr a = operands.get(0);
        Instruction instruction = lane.instruction();
        String name = instruction.name().toLowerCase(Locale.ROOT);
        return switch (instruction) {
            case ADD, SUB, MUL, DIV, MIN, MAX, FMA, NEG, ABS, SQRT -> on(name, numbers, operands.toArray(new Expr[0]));
            case SELECT -> on("blend", numbers, operands.get(2), operands.get(1), a);
            case ROUND_TO_F32 -> widened(narrowed(a));
            case TO_BITS -> toBits(a);
            case OF_BITS -> ofBits(a);
            case BIT_AND, BIT_OR, BIT_ADD, BIT_SUB ->
                on(name.substring("bit_".length()), patterns, a, operands.get(1));
            case BIT_XOR -> on("lanewise", patterns, a, XOR, operands.get(1));
            case SHIFT_LEFT -> shift(a, "LSHL", lane.distance());
            case SHIFT_RIGHT -> shift(a, "LSHR", lane.distance());
            case LT, LE, EQ -> compare(a, instruction.name(), operands.get(1));
            case MASK_AND, MASK_OR -> on(name.substring("mask_".length()), MASK, a, operands.get(1));
            case MASK_NOT -> on("not", MASK, a);
            default -> throw new AssertionError(instruction);
        };
    }

    private Expr toBits(Expr value) {
        return on(isWide ? "reinterpretAsLongs" : "reinterpretAsInts", patterns, value);
    }

    private Expr ofBits(Expr value) {
        return on(isWide ? "reinterpretAsDoubles" : "reinterpretAsFloats", numbers, value);
    }

    private Expr compare(Expr a, String operator, Expr b) {
        return on("compare", MASK, a, operator(operator, "$Comparison"), b);
    }

    private Expr shift(Expr a, String operator, int distance) {
        return on("lanewise", patterns, a, operator(operator, "$Binary"), integer(pattern, distance));
    }

    private static Expr operator(String name, String type) {
        return new Expr.Field(OPERATORS, name, Kind.ofClass(OPERATORS + type));
    }

    /** A static method of a class of vectors, which makes one. */
    private static Expr onClass(Kind type, String method, Expr... arguments) {
        List<Kind> kinds = Arrays.stream(arguments).map(Expr::kind).toList();
        return new Expr.Call(new MethodRef(type.className(), method, kinds, type), List.of(arguments));
    }

    /** A method of the first of these, which takes vectors of all kinds where it takes vectors. */
    static Expr on(String method, Kind result, Expr... arguments) {
        List<Kind> kinds = new ArrayList<>(List.of(arguments[0].kind()));
        Arrays.stream(arguments).skip(1).map(Expr::kind).map(Kind::ofParameter).forEach(kinds::add);
        return new Expr.Call(
                new MethodRef(arguments[0].kind().className(), method, kinds, result, MethodRef.Form.OF_OBJECT),
                List.of(arguments));
    }
}
