package dev.autodiff.kernel;

import static dev.autodiff.kernel.Exprs.add;
import static dev.autodiff.kernel.Exprs.compare;
import static dev.autodiff.kernel.Exprs.element;
import static dev.autodiff.kernel.Exprs.integer;
import static dev.autodiff.kernel.Exprs.number;
import static dev.autodiff.kernel.Exprs.truth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is ill-typed cannot be made, and what does not fit together is refused by name. */
class VerifierTest {
    private final Variable x = new Variable(Kind.F64, "x");
    private final Variable numbers = new Variable(Kind.F64.array(), "numbers");

    private Method method(Consumer<Body> code) {
        Body body = new Body();
        code.accept(body);
        return new Method("f", true, List.of(x, numbers), Kind.F64, body.statements(), null);
    }

    private void refuses(String fault, Consumer<Body> code) {
        assertThatThrownBy(() -> Verifier.verify(method(code)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("method f")
                .hasMessageContaining(fault);
    }

    @Test
    void expressionsOfWrongKindsCannotBeMade() {
        assertThatThrownBy(() -> add(x, integer(1)))
                .hasMessage("ill-typed: x + 1 with operands of the kinds [double, int]");
        assertThatThrownBy(() -> element(numbers, x)).hasMessageContaining("numbers[x]");
        assertThatThrownBy(() -> Exprs.not(x)).hasMessageContaining("! x");
        assertThatThrownBy(() -> new Expr.ArrayOf(numbers.kind(), List.of(x, integer(7))))
                .hasMessageContaining("7 among elements of doubles");
        assertThatThrownBy(() -> new Expr.Operation(Operator.REMAINDER, x, integer(2))).hasMessageContaining("x % 2");
        assertThatThrownBy(() -> new Expr.Cast(Kind.STRING, x)).hasMessageContaining("a cast of x");
        assertThatThrownBy(() -> compare(truth(true), Operator.LESS, truth(false)))
                .hasMessageContaining("true < false");
        assertThatThrownBy(() -> Exprs.call(MethodRef.ofDoubles("java.lang.Math", "sin", 1), integer(1)))
                .hasMessage("sin takes [double], not [int]");
    }

    @Test
    void arraysAreObjects() {
        MethodRef copy = MethodRef.of(
                System.class,
                "arraycopy",
                Kind.VOID,
                Kind.of(Object.class),
                Kind.INT,
                Kind.of(Object.class),
                Kind.INT,
                Kind.INT);
        assertThat(Exprs.call(copy, numbers, integer(0), numbers, integer(1), integer(2))
                        .text())
                .isEqualTo("System.arraycopy(numbers, 0, numbers, 1, 2)");
        assertThatThrownBy(() -> Exprs.call(copy, x, integer(0), numbers, integer(1), integer(2)))
                .hasMessageContaining("not [double, int");
    }

    @Test
    void statementsOfWrongKindsCannotBeMade() {
        assertThatThrownBy(() -> method(body -> body.store(numbers, integer(0), truth(true))))
                .hasMessageContaining("an element of the kind double[], numbers, and true");
        assertThatThrownBy(() -> method(body -> body.branch(x, () -> {})))
                .hasMessageContaining("a condition of the kind double");
        assertThatThrownBy(() -> method(body -> body.assign(x, integer(1))))
                .hasMessageContaining("a variable of the kind double, x, and 1");
    }

    @Test
    void aMethodReturnsOnEveryPath() {
        refuses("ends without a result", body -> body.let("a", x));
        refuses(
                "ends without a result",
                body -> body.branch(compare(x, Operator.LESS, number(0)), () -> body.result(x)));
        refuses("does not return double: return 1;", body -> body.result(integer(1)));
        assertThatCode(() -> Verifier.verify(method(body -> body.repeat(() -> body.result(x)))))
                .doesNotThrowAnyException();
    }

    @Test
    void variablesAreReadWhereTheyHaveAValue() {
        refuses("reads a, which may have no value", body -> body.result(body.declare(Kind.F64, "a")));
        refuses("reads a, which may have no value", body -> {
            Variable a = body.declare(Kind.F64, "a");
            body.branch(compare(x, Operator.LESS, number(0)), () -> body.assign(a, x));
            body.result(a);
        });
        refuses("reads i, which is not in scope", body -> {
            Variable[] escaped = new Variable[1];
            body.loop("i", integer(0), integer(3), i -> escaped[0] = i);
            body.result(Exprs.cast(Kind.F64, escaped[0]));
        });
    }

    @Test
    void aTaskHoldsVariablesThatKeepTheirValues() {
        MethodRef call = new MethodRef(null, "g", List.of(Kind.F64, Kind.INT), Kind.VOID);
        refuses("assigns to a, which a task holds", body -> {
            Variable a = body.let("a", x);
            body.let("task", new Expr.Task(call, List.of(a), new Variable(Kind.INT, "i")));
            body.assign(a, number(1));
            body.result(a);
        });
        assertThatThrownBy(() -> new Expr.Task(call, List.of(numbers), new Variable(Kind.INT, "i")))
                .hasMessage("g takes [double, int], not [double[], int]");
    }

    @Test
    void nothingStandsWhereControlNeverComes() {
        refuses("is never reached: x = 1.0;", body -> {
            body.result(x);
            body.assign(x, number(1));
        });
        refuses("leaves no loop", Body::leave);
    }
}
