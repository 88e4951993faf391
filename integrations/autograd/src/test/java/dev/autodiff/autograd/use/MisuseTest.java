package dev.autodiff.autograd.use;

import static dev.autodiff.autograd.Functions.call;
import static dev.autodiff.autograd.Functions.einsum;
import static dev.autodiff.autograd.Functions.indices;
import static dev.autodiff.autograd.Functions.ones;
import static dev.autodiff.autograd.Functions.polygamma;
import static dev.autodiff.autograd.Functions.tensor;
import static dev.autodiff.autograd.Functions.where;
import static dev.autodiff.autograd.Functions.zeros;
import static dev.autodiff.autograd.Named.axis;
import static dev.autodiff.autograd.NoGrad.noGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.autodiff.autograd.AutogradException;
import dev.autodiff.autograd.Backward;
import dev.autodiff.autograd.Dropout;
import dev.autodiff.autograd.Functions;
import dev.autodiff.autograd.Generator;
import dev.autodiff.autograd.Lbfgs;
import dev.autodiff.autograd.Named;
import dev.autodiff.autograd.NoGrad;
import dev.autodiff.autograd.Sgd;
import dev.autodiff.autograd.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is said about misuse, with the line of Java that made the operation: all messages are in {@code misuse.txt},
 * which {@code -Dgolden=update} writes. Each case is one line, which its message must name.
 */
class MisuseTest {
    private static final Path MESSAGES =
            Path.of("src", "test", "resources", "dev", "autodiff", "autograd", "misuse.txt");
    private static final String FILE = MisuseTest.class.getSimpleName() + ".java:";

    private final Variable v = tensor(1, 2, 3).requiresGrad(true);
    private final Variable m = ones(2, 3).requiresGrad(true);
    private final Variable data = tensor(1, 2, 3);

    /** A misuse, and the line where it stands. */
    private record Misuse(String what, int line, Runnable code) {}

    private static Misuse on(String what, Runnable code) {
        int line = StackWalker.getInstance().walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
        return new Misuse(what, line, code);
    }

    private List<Misuse> shapes() {
        return List.of(
                on("sums of different shapes", () -> v.plus(tensor(1, 2))),
                on("products of different shapes", () -> m.times(ones(2, 2))),
                on("a condition beside another shape", () -> where(v.gt(0), m, ones(4))),
                on("matrices that do not fit", () -> m.matmul(ones(2, 2))),
                on("a product of numbers as matrices", () -> tensor(1).matmul(tensor(2))),
                on("an axis that is not there", () -> v.sum(axis(1))),
                on("an axis twice", () -> m.sum(axis(0, 0))),
                on("another number of elements", () -> m.reshape(4)),
                on("parts that do not fit", () -> Functions.concat(new Variable[] {m, ones(2, 2)}, axis(0))),
                on("parts of different shapes", () -> Functions.stack(new Variable[] {v, ones(2)})),
                on("a shape that does not stretch", () -> v.broadcast_to(2)),
                on("axes that are no permutation", () -> m.permute(0, 0)),
                on("an index that is not there", () -> v.get(3)),
                on("an index from the end that is not there", () -> v.get(-4)),
                on("too many indices", () -> v.get(0, 0)),
                on("a system that is not square", () -> m.solve(v)),
                on("a factor of what is not square", () -> m.cholesky()),
                on("channels of a vector", () -> v.batch_norm()),
                on("half of an odd axis", () -> v.glu()),
                on("indices of a sum that do not fit", () -> einsum("ij,jk->ik", m, m)));
    }

    private List<Misuse> arguments() {
        return List.of(
                on("a range that is none", () -> v.get("1-3")),
                on("an index that is no whole number", () -> v.get(v)),
                on("numbers for truths", () -> v.and(v)),
                on("a number for a condition", () -> where(v, v, 0)),
                on("a function that is not there", () -> call("lgo", v)),
                on("a name of a function that is none", () -> call("log(x)", v)),
                on("an argument that a function has not", () -> v.sum(Named.eps(1))),
                on("an argument too few", () -> call("atan2", v)),
                on("an argument too many", () -> call("sin", v, v)),
                on("null for an argument", () -> call("atan2", v, null)),
                on("a text for an argument", () -> call("sin", "x")),
                on("quotation marks", () -> einsum("i\"", v)),
                on("rows of different lengths", () -> tensor(new double[][] {{1, 2}, {3}})),
                on("a name that is none", () -> v.named("a b")),
                on("all of a batch dropped out", () -> new Dropout(1, new Generator(1))));
    }

    private List<Misuse> looks() {
        return List.of(
                on("item() of several elements", () -> v.item()),
                on("the truth of a number", () -> tensor(1).isTrue()),
                on("the truth of several elements", () -> v.gt(0).isTrue()),
                on("an index that a variable has", () -> v.get(indices(7)).plus(v.sum()).tensor()),
                on("a factor of what is not positive definite", () -> zeros(2, 2).plus(-1).cholesky().tensor()),
                on("the inverse of what is singular", () -> zeros(2, 2).inv().tensor()));
    }

    private List<Misuse> sweeps() {
        Variable once = v.pow(2).sum();
        once.backward();
        Variable shared = v.exp();
        shared.sum().backward();
        return List.of(
                on("backward from a leaf without grad", () -> data.backward()),
                on("backward from what was recorded without derivatives", () -> noGrad(() -> v.sum()).backward()),
                on("backward from what is detached", () -> v.sum().detach().backward()),
                on("backward from truths", () -> v.gt(0).all().backward()),
                on("backward from several elements", () -> v.times(2).backward()),
                on("a cotangent of another shape", () -> v.times(2).backward(tensor(1, 2))),
                on("backward twice", () -> once.backward()),
                on("backward twice with a cotangent", () -> once.backward(tensor(1))),
                on("backward twice, to record derivatives", () -> once.backward(Backward.createGraph())),
                on("backward twice through a part", () -> shared.prod().backward()),
                on("a derivative that is not there", () -> polygamma(v, tensor(2)).sum().backward()));
    }

    private List<Misuse> flags() {
        return List.of(
                on("a flag on a result", () -> v.plus(1).requiresGrad(false)),
                on("a flag on whole numbers", () -> indices(1).requiresGrad(true)),
                on("a gradient that cannot be retained", () -> data.plus(1).retainGrad()),
                on("an assignment that derivatives would not see", () -> v.assign(tensor(1, 2, 4))),
                on("an assignment of another shape", () -> data.assign(tensor(1, 2))),
                on("an assignment to a result", () -> v.plus(1).assign(data)),
                on("an optimiser of a result", () -> new Sgd(List.of(v.plus(1)), 0.1)),
                on("an optimiser of data", () -> new Sgd(List.of(data), 0.1)),
                on("a search among data", () -> new Lbfgs(List.of(data))),
                on("a search from no value", () -> new Lbfgs(List.of(v)).minimize(() -> v.negate().log().sum())),
                on("a search of no number", () -> new Lbfgs(List.of(v)).minimize(() -> v.times(2))),
                on("export of a leaf", () -> data.export()),
                on("a scope closed elsewhere", () -> CompletableFuture.supplyAsync(NoGrad::open).join().close()));
    }

    @Test
    void messagesNameTheLineThatMadeTheOperation() throws IOException {
        List<Misuse> all = Stream.of(shapes(), arguments(), looks(), sweeps(), flags()).flatMap(List::stream).toList();
        for (Misuse misuse : all) {
            assertThat(message(misuse)).as(misuse.what()).startsWith(FILE + misuse.line() + ": ");
        }
        String text = all.stream()
                .map(misuse -> misuse.what() + "\n    " + message(misuse).replaceAll("\\.java:\\d+", ".java"))
                .collect(Collectors.joining("\n", "", "\n"));
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(MESSAGES.getParent());
            Files.writeString(MESSAGES, text);
        }

        assertThat(all).hasSizeGreaterThan(40);
        assertThat(text).isEqualTo(Files.readString(MESSAGES));
    }

    private static String message(Misuse misuse) {
        AutogradException error = catchThrowableOfType(AutogradException.class, () -> misuse.code().run());
        return error == null ? "nothing is said" : error.getMessage();
    }
}
