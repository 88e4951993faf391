package dev.autodiff.emit;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.and;
import static dev.autodiff.kernel.Exprs.call;
import static dev.autodiff.kernel.Exprs.cast;
import static dev.autodiff.kernel.Exprs.choose;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.divide;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.length;
import static dev.autodiff.kernel.Exprs.multiply;
import static dev.autodiff.kernel.Exprs.negate;
import static dev.autodiff.kernel.Exprs.not;
import static dev.autodiff.kernel.Exprs.number;
import static dev.autodiff.kernel.Exprs.or;
import static dev.autodiff.kernel.Exprs.string;
import static dev.autodiff.kernel.Exprs.subtract;
import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.kernel.Body;
import dev.autodiff.kernel.Expr;
import dev.autodiff.kernel.Kind;
import dev.autodiff.kernel.Method;
import dev.autodiff.kernel.MethodRef;
import dev.autodiff.kernel.Operator;
import dev.autodiff.kernel.Stmt;
import dev.autodiff.kernel.Variable;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** This kernel prints so, and computes so: in the interpreter, as bytecode, as Java and as JavaScript. */
class PrintersTest {
    private static final double[] EDGES = {
        0, -0.0, 1, -1.5, 3e8, 1e-320, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };

    private final Variable x = new Variable(Kind.F64, "x");
    private final Variable y = new Variable(Kind.F64, "y");
    private final Variable numbers = new Variable(Kind.F64.array(), "numbers");

    private static Method method(String name, List<Variable> parameters, Consumer<Body> code) {
        Body body = new Body();
        code.accept(body);
        return new Method(name, true, parameters, Kind.VOID, body.statements(), null);
    }

    private static Method method(Kind result, List<Variable> parameters, Consumer<Body> code) {
        Body body = new Body();
        code.accept(body);
        return new Method("f", true, parameters, result, body.statements(), null);
    }

    private Method formula(Expr value) {
        return method(value.kind(), List.of(x, y), body -> body.result(value));
    }

    private void prints(Expr value, String text) {
        assertThat(value.text()).isEqualTo(text);
        Printed printed = Printed.of(formula(value));
        for (double a : EDGES) {
            for (double b : EDGES) {
                printed.call("f", a, b);
            }
        }
    }

    @Test
    void operandsStandInParenthesesWhereTheyCount() {
        prints(add(x, multiply(x, y)), "x + x * y");
        prints(multiply(add(x, y), y), "(x + y) * y");
        prints(subtract(x, subtract(y, x)), "x - (y - x)");
        prints(subtract(subtract(x, y), x), "x - y - x");
        prints(divide(x, multiply(y, x)), "x / (y * x)");
        prints(negate(negate(x)), "-(-x)");
        prints(negate(add(x, y)), "-(x + y)");
        prints(subtract(x, number(-2.0)), "x - -2.0");
        prints(negate(number(-2.0)), "-(-2.0)");
        prints(new Expr.Operation(Operator.REMAINDER, x, y), "x % y");
    }

    @Test
    void conditionsComputeNoMoreThanDecidesThem() {
        Expr less = compare(x, Operator.LESS, y);
        prints(choose(and(less, not(compare(x, Operator.EQUAL, number(1.0)))), x, y), "x < y && !(x == 1.0) ? x : y");
        prints(
                choose(or(less, compare(y, Operator.NOT_EQUAL, y)), x, choose(less, y, number(3.0))),
                "x < y || y != y ? x : x < y ? y : 3.0");
        prints(add(choose(less, x, y), number(1.0)), "(x < y ? x : y) + 1.0");
        prints(choose(choose(less, less, not(less)), x, y), "(x < y ? x < y : !(x < y)) ? x : y");
    }

    @ParameterizedTest
    @EnumSource(names = {"LESS", "AT_MOST", "GREATER", "AT_LEAST", "EQUAL", "NOT_EQUAL"})
    void comparisonsWithNaNAreFalseUnlessTheyAskForADifference(Operator relation) {
        prints(choose(compare(x, relation, y), number(1.0), number(0.0)), "x " + relation.symbol() + " y ? 1.0 : 0.0");
    }

    @Test
    void truthsAreValues() {
        Method f = method(Kind.BOOLEAN, List.of(x, y), body -> {
            Variable less = body.let("less", compare(x, Operator.AT_MOST, y));
            body.result(or(less, compare(x, Operator.GREATER, number(2.0))));
        });
        assertThat(f.text()).isEqualTo("""
                public static boolean f(double x, double y) {
                    boolean less = x <= y;
                    return less || x > 2.0;
                }
                """);
        assertThat(Printed.of(f).call("f", 3.0, 1.0)).isEqualTo(true);
        assertThat(Printed.of(f).call("f", 1.5, 1.0)).isEqualTo(false);
    }

    @Test
    void callsGoToTheLibraryAndToTheUnitItself() {
        Method square =
                new Method("square", false, List.of(x), Kind.F64, List.of(new Stmt.Return(multiply(x, x))), null);
        Method f = method(
                Kind.F64,
                List.of(x, y),
                body -> body.result(add(
                        call(square.reference(), y), call(MethodRef.ofDoubles("java.lang.Math", "atan2", 2), x, y))));
        assertThat(f.text()).contains("return square(y) + Math.atan2(x, y);");
        Printed printed = Printed.of(square, f);
        for (double a : EDGES) {
            printed.call("f", a, 2.0);
        }
    }

    @Test
    void loopsCountOverArrays() {
        Method f = method(Kind.F64, List.of(numbers), body -> {
            Variable sum = body.let("sum", number(0.0));
            body.loop("i", integer(0), length(numbers), i -> {
                body.assign(sum, add(sum, element(numbers, i)));
                body.store(numbers, i, sum);
            });
            body.result(sum);
        });
        assertThat(f.text()).isEqualTo("""
                public static double f(double[] numbers) {
                    double sum = 0.0;
                    for (int i = 0; i < numbers.length; i++) {
                        sum += numbers[i];
                        numbers[i] = sum;
                    }
                    return sum;
                }
                """);
        Object[] arguments = {new double[] {1, 2, 4}};
        assertThat(Printed.of(f).call("f", arguments)).isEqualTo(7.0);
        assertThat((double[]) arguments[0]).containsExactly(1, 3, 7);
    }

    @Test
    void whatIsCombinedWithSomethingIsNamedOnce() {
        Variable n = new Variable(Kind.INT, "n");
        Method f = method(Kind.INT, List.of(numbers, n), body -> {
            Expr place = multiply(integer(2), n);
            body.store(numbers, place, subtract(element(numbers, place), add(element(numbers, 0), number(1))));
            body.store(numbers, n, subtract(element(numbers, place), element(numbers, n)));
            body.store(numbers, integer(0), multiply(element(numbers, 0), number(2)));
            body.assign(n, multiply(n, add(n, integer(70_000))));
            body.result(n);
        });
        assertThat(f.text()).contains("""
                    numbers[2 * n] -= numbers[0] + 1.0;
                    numbers[n] = numbers[2 * n] - numbers[n];
                    numbers[0] *= 2.0;
                    n *= n + 70000;
                """);
        assertThat(Printed.of(f).call("f", new double[] {3, 5, 7}, 1)).isEqualTo(70_001);
    }

    /** What each store reads, the one before it may have written. */
    @Test
    void anArrayThatIsStoredIntoInARowIsNamedOnceInBytecode() {
        Variable others = new Variable(Kind.F64.array(), "others");
        Method inARow = method("f", List.of(x, y, others, numbers), body -> {
            body.store(numbers, integer(0), x);
            body.line(2);
            body.store(numbers, integer(1), add(element(numbers, 0), y));
            body.store(others, integer(0), element(numbers, 1));
            body.store(others, integer(1), y);
        });
        Method inTurns = method("f", List.of(x, y, others, numbers), body -> {
            body.store(numbers, integer(0), x);
            body.store(others, integer(0), add(element(numbers, 0), y));
            body.line(2);
            body.store(numbers, integer(1), element(others, 0));
            body.store(others, integer(1), y);
        });
        // both arrays lie where a place takes a byte of its own
        assertThat(CodeSize.of(inARow)).isEqualTo(CodeSize.of(inTurns) - 2);
        Printed.of(inARow).call("f", 3.0, 4.0, new double[2], new double[2]);
        Printed.of(inTurns).call("f", 3.0, 4.0, new double[2], new double[2]);
    }

    private Method chain(int steps) {
        return method(Kind.F64, List.of(x, y), body -> {
            Variable last = body.let(null, multiply(x, y));
            for (int i = 0; i < steps; i++) {
                Variable before = last;
                Variable next = body.let(null, add(before, x));
                // in a branch that reads what was made outside
                Variable chosen = body.declare(Kind.F64, null);
                body.branch(
                        compare(next, Operator.LESS, y),
                        () -> body.assign(chosen, body.let(null, multiply(before, before))),
                        () -> body.assign(chosen, subtract(body.let(null, multiply(next, y)), before)));
                last = chosen;
            }
            body.result(last);
        });
    }

    /** A place above 255 takes two bytes more wherever it is named. */
    @Test
    void numbersThatNothingReadsAnyMoreGiveTheirPlacesToOthers() {
        int ofAStep = CodeSize.of(chain(31)) - CodeSize.of(chain(30));

        assertThat(CodeSize.of(chain(401)) - CodeSize.of(chain(400))).isEqualTo(ofAStep);
        Printed printed = Printed.of(chain(30));
        printed.call("f", 0.25, 0.75);
        printed.call("f", -0.5, 0.75);
    }

    @Test
    void tasksCallAMethodWithWhatTheyHold() {
        Variable chunk = new Variable(Kind.INT, "chunk");
        Method square = method(
                "square",
                List.of(numbers, x, chunk),
                body -> body.store(numbers, chunk, multiply(x, cast(Kind.F64, multiply(chunk, chunk)))));
        MethodRef run = new MethodRef(
                "dev.autodiff.runtime.Parallel", "run", List.of(Kind.INT, Kind.of(IntConsumer.class)), Kind.VOID);
        Method f = method(
                "f",
                List.of(numbers, x),
                body -> body.run(
                        run,
                        length(numbers),
                        new Expr.Task(square.reference(), List.of(numbers, x), new Variable(Kind.INT, "chunk"))));
        assertThat(f.text()).contains("Parallel.run(numbers.length, chunk -> square(numbers, x, chunk));");
        Object[] arguments = {new double[4], 0.5};
        Printed.of(square, f).call("f", arguments);
        assertThat((double[]) arguments[0]).containsExactly(0, 0.5, 2, 4.5);
    }

    @Test
    void arraysAreMadeOfTheirElements() {
        Method f = method(Kind.F64, List.of(x, y), body -> {
            Variable three = body.let("three", new Expr.ArrayOf(Kind.F64.array(), List.of(x, add(x, y), number(2))));
            Variable counts = body.let("counts", new Expr.ArrayOf(Kind.INT.array(), List.of(integer(1), integer(0))));
            body.result(element(three, element(counts, 0)));
        });
        assertThat(f.text())
                .contains("double[] three = new double[] {x, x + y, 2.0};", "int[] counts = new int[] {1, 0};");
        assertThat(Printed.of(f).call("f", 0.5, 0.25)).isEqualTo(0.75);
    }

    @Test
    void objectsAreMadeAndAsked() {
        MethodRef make = MethodRef.constructor("java.lang.StringBuilder", Kind.STRING);
        Kind builder = Kind.of(StringBuilder.class);
        MethodRef append = MethodRef.ofObject(StringBuilder.class, "append", builder, Kind.F64);
        Variable any = new Variable(Kind.of(Object.class), "any");
        Method f = method(Kind.INT, List.of(x, any), body -> {
            Variable text = body.let("text", call(append, call(make, string("x = ")), x));
            Expr other = call(MethodRef.ofObject(String.class, "length", Kind.INT), new Expr.Cast(Kind.STRING, any));
            body.result(add(call(MethodRef.ofObject(StringBuilder.class, "length", Kind.INT), text), other));
        });
        assertThat(f.text())
                .contains(
                        "new java.lang.StringBuilder(\"x = \").append(x);",
                        "return text.length() + ((java.lang.String) any).length();");
        assertThat(Printed.of(f).call("f", 2.0, "four")).isEqualTo(11);
    }

    @Test
    void methodsOfObjectsAreThoseOfAnInterface() {
        Body body = new Body();
        body.store(numbers, integer(0), x);
        assertThat(new Method(
                                "accept",
                                true,
                                List.of(x, numbers),
                                Kind.VOID,
                                body.statements(),
                                null,
                                Method.Form.OF_OBJECT)
                        .text())
                .isEqualTo(
                        """
                @Override
                public void accept(double x, double[] numbers) {
                    numbers[0] = x;
                }
                """);
    }

    @Test
    void commentsAreForReaders() {
        Method f = method(Kind.F64, List.of(x), body -> {
            body.line(7);
            body.comment("line 7: f(x)");
            body.branch(compare(x, Operator.LESS, number(0)), () -> body.comment("nothing to do"));
            body.result(x);
        });
        assertThat(f.text()).isEqualTo("""
                // line 7: f(x)
                public static double f(double x) {
                    if (x < 0.0) {
                        // nothing to do
                    }
                    return x;
                }
                """);
        assertThat(Printed.of(f).call("f", 2.0)).isEqualTo(2.0);
    }

    @Test
    void errorsComeFromTheLinesOfTheirCalls() {
        Kind text = Kind.STRING;
        MethodRef place =
                new MethodRef("dev.autodiff.runtime.Support", "place", List.of(Kind.INT, Kind.INT, text), Kind.INT);
        Variable n = new Variable(Kind.INT, "n");
        UnaryOperator<Expr> third = index -> new Expr.Call(place, List.of(index, integer(3), string("axis 0")), 8);
        Method f = method(Kind.INT, List.of(n), body -> {
            body.line(5);
            body.result(add(third.apply(n), call(place, n, integer(2), string("axis 1"))));
        });
        Printed printed = Printed.of(f);
        assertThat(printed.call("f", -1)).isEqualTo(3);
        assertThat(printed.lineOfError("f", 3)).isEqualTo(8);
        assertThat(printed.lineOfError("f", 2)).isEqualTo(5);
    }

    @Test
    void aLoopEndsWhereItIsLeft() {
        Method f = method(Kind.LONG, List.of(x), body -> {
            Variable steps = body.let("steps", integer(Kind.LONG, 0));
            Variable value = body.let("value", x);
            body.repeat(() -> {
                body.branch(not(compare(value, Operator.LESS, number(1000.0))), body::leave);
                body.branch(
                        compare(steps, Operator.EQUAL, integer(Kind.LONG, 50)),
                        () -> body.result(integer(Kind.LONG, -1)));
                Variable twice = body.let(null, multiply(number(2.0), value));
                body.assign(value, twice);
                body.assign(steps, add(steps, integer(Kind.LONG, 1)));
            });
            body.result(steps);
        });
        Printed printed = Printed.of(f);
        assertThat(printed.call("f", 3.0)).isEqualTo(9L);
        assertThat(printed.call("f", 0.0)).isEqualTo(-1L);
        assertThat(printed.call("f", Double.NaN)).isEqualTo(0L);
    }

    @Test
    void branchesGiveAVariableItsValue() {
        Method f = method(Kind.F64, List.of(x, y), body -> {
            Variable chosen = body.choose(
                    "chosen",
                    Kind.F64,
                    compare(x, Operator.LESS, y),
                    then -> then.let("x", add(x, number(1.0))),
                    otherwise -> otherwise.let("x", subtract(y, number(1.0))));
            body.result(multiply(chosen, chosen));
        });
        assertThat(f.text()).isEqualTo("""
                public static double f(double x, double y) {
                    double chosen;
                    if (x < y) {
                        double x_2 = x + 1.0;
                        chosen = x_2;
                    } else {
                        double x_3 = y - 1.0;
                        chosen = x_3;
                    }
                    return chosen * chosen;
                }
                """);
        assertThat(Printed.of(f).call("f", 1.0, 2.0)).isEqualTo(4.0);
        assertThat(Printed.of(f).call("f", 2.0, 1.0)).isEqualTo(0.0);
    }

    @Test
    void numbersAreConverted() {
        BiFunction<Kind, Kind, Method> through =
                (first, second) -> formula(cast(Kind.F64, cast(second, cast(first, x))));
        for (Kind first : List.of(Kind.INT, Kind.LONG, Kind.F32)) {
            for (Kind second : List.of(Kind.INT, Kind.LONG, Kind.F32)) {
                Printed printed = Printed.of(through.apply(first, second));
                for (double a : new double[] {0, 1, -1, 2.75, -0.75, 123456789.25, 16777217, 3e9, -1e12, Double.NaN}) {
                    printed.call("f", a, 0.0);
                }
            }
        }
    }

    @Test
    void intsWrapAroundEverywhere() {
        Variable a = new Variable(Kind.INT, "a");
        Variable b = new Variable(Kind.INT, "b");
        for (Operator operator : List.of(
                Operator.ADD,
                Operator.SUBTRACT,
                Operator.MULTIPLY,
                Operator.DIVIDE,
                Operator.REMAINDER,
                Operator.SHIFT_LEFT,
                Operator.SHIFT_RIGHT,
                Operator.SHIFT_RIGHT_UNSIGNED,
                Operator.BIT_AND,
                Operator.BIT_XOR,
                Operator.BIT_OR)) {
            Printed printed = Printed.of(
                    method(Kind.INT, List.of(a, b), body -> body.result(negate(new Expr.Operation(operator, a, b)))));
            for (int i : new int[] {0, 1, -7, 65_537, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                for (int j : new int[] {1, 3, -5, 40_000}) {
                    printed.call("f", i, j);
                }
            }
        }
    }

    @Test
    void bitsOfLongsAreComputedWith() {
        Variable a = new Variable(Kind.LONG, "a");
        Variable b = new Variable(Kind.LONG, "b");
        for (Operator operator : List.of(
                Operator.SHIFT_LEFT,
                Operator.SHIFT_RIGHT,
                Operator.SHIFT_RIGHT_UNSIGNED,
                Operator.BIT_AND,
                Operator.BIT_XOR,
                Operator.BIT_OR)) {
            Expr byLiteral = new Expr.Operation(operator, a, integer(Kind.LONG, 43));
            Expr value = new Expr.Operation(Operator.BIT_XOR, new Expr.Operation(operator, a, b), byLiteral);
            Printed printed = Printed.of(method(Kind.LONG, List.of(a, b), body -> body.result(value)));
            for (long i : new long[] {0, 1, -7, 1L << 52, Long.MIN_VALUE, 0x123456789abcdefL}) {
                for (long j : new long[] {0, 1, 63, 64, -5, 40_000_000_000L}) {
                    printed.call("f", i, j);
                }
            }
        }
    }

    @Test
    void operatorsOfBitsBindLessStronglyThanComparisons() {
        Expr less = compare(x, Operator.LESS, y);
        Expr same = compare(x, Operator.EQUAL, y);
        Expr either = new Expr.Operation(Operator.BIT_XOR, less, same);
        prints(
                choose(new Expr.Operation(Operator.BIT_AND, either, not(less)), x, y),
                "(x < y ^ x == y) & !(x < y) ? x : y");
        prints(
                choose(new Expr.Operation(Operator.BIT_OR, and(less, same), either), x, y),
                "(x < y && x == y) | x < y ^ x == y ? x : y");
    }

    @Test
    void integersArePushedWhateverTheirSize() {
        for (int value :
                new int[] {-1, 5, 6, 127, 128, -129, 32_767, 32_768, 70_000, 1 << 29, Integer.MAX_VALUE, -40_000}) {
            assertThat(Printed.of(method(Kind.INT, List.of(), body -> body.result(integer(value))))
                            .call("f"))
                    .isEqualTo(value);
        }
    }

    @Test
    void wordsOfTheLanguagesAreNames() {
        Variable word = new Variable(Kind.F64, "class");
        Variable function = new Variable(Kind.F64, "function");
        assertThat(Printed.of(method(Kind.F64, List.of(word, function), body -> body.result(add(word, function))))
                        .call("f", 1.0, 2.0))
                .isEqualTo(3.0);
    }
}
