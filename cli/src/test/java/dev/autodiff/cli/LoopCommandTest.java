package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Programs with loops on the command line. */
class LoopCommandTest {
    private static final String SINES = "y = x; for i in 0:100000 { y = y + sin(y)/1000 }; z = y";

    @Test
    void anIndexThatDoesNotExistIsAnErrorOfItsLine() {
        Run run = Run.of("eval", "-e", "s = zeros(2)\nfor i in 0:3 { s[i] = 1 }\nz = sum(s)");

        assertThat(run.err())
                .isEqualTo("error: formula:2: there is no index 2 in axis 0 of s[i], which has the length 2\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aTapeThatIsTooLongSaysWhatToDo() {
        Run run = Run.of("grad", "-e", SINES, "--at", "x=1", "--max-tape", "1000");

        assertThat(run.err())
                .isEqualTo("error: the loop in line 1 records more than 1000 numbers (8 KiB) after 1000 steps: "
                        + "record less by --checkpoint, or raise --max-tape\n");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void checkpointsShortenTheTape() {
        Run whole = Run.of("grad", "-e", SINES, "--at", "x=1");
        Run inBlocks = Run.of("grad", "-e", SINES, "--at", "x=1", "--max-tape", "1000", "--checkpoint");

        assertThat(inBlocks.err()).isEmpty();
        assertThat(inBlocks.out()).isEqualTo(whole.out());
    }

    @Test
    void theKernelsShowWhatALoopRecords() {
        assertThat(Run.of("show", "-e", SINES, "--stage", "kernels").out())
                .contains("  record z\n", "z[-1 - step", "gradient(D[D)D");
    }

    @Test
    void loopsAreAlgorithmsInLatex() {
        assertThat(Run.of("show", "-e", SINES, "--stage", "graph", "--format", "latex").out()).isEqualTo("""
                \\begin{array}{l}
                z \\gets \\texttt{x} \\\\
                \\textbf{for}\\ \\mathit{step} = 0, 1, \\ldots\\ \\textbf{below}\\ \\texttt{100000}\\ \\textbf{do} \\\\
                \\quad z \\gets \\texttt{z + sin(z)/1000} \\\\
                \\textbf{end}
                \\end{array}
                """);
    }

    @Test
    void aFractionIsNoNumberOfSteps() {
        assertThat(Run.of(
                                "eval",
                                "-e",
                                "f(x, const n: int) { for i in 0:n { x = 2*x }; return x }",
                                "--at",
                                "x=1,n=2.5")
                        .err())
                .contains("'n' is int, and the value is 2.5: not a whole number");
    }

    @Test
    void loopsAreCheckedByDifferences() {
        Run run = Run.of("check", "-e", "y = x; while y < 100 { y = y*a }; z = y", "--at", "x=1.5,a=1.1");

        assertThat(run.out()).contains("OK").doesNotContain("WRONG");
        assertThat(run.code()).isZero();
    }
}
