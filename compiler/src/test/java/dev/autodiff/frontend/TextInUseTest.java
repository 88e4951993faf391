package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A class tells the function that it is of, and those that this one needs. */
class TextInUseTest {
    private static final String PROGRAM = """
            # the first comment
            square(x) = x^2
            # slopes
            unused(x) = sin(square(x))   # of nothing
            twice(f, x) = f(f(x))

            derivative square(x) by x = double(x)
            double(x) { return 2*x }; last(x) = twice(square, x)
            alone(x) = 3*x
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alone | alone(x) = 3*x",
                "double | double(x) { return 2*x }",
                "unused | # the first comment;square(x) = x^2;# slopes;unused(x) = sin(square(x));;derivative square(x) by x = double(x);double(x) { return 2*x }",
                "last | # the first comment;square(x) = x^2   # of nothing;twice(f, x) = f(f(x));;derivative square(x) by x = double(x);double(x) { return 2*x }; last(x) = twice(square, x)"
            })
    void functionsThatAreNotNeededAreLeftOut(String function, String expected) {
        assertThat(TextInUse.of(new Source("f.ad", PROGRAM), function).strip())
                .isEqualTo(expected.replaceAll(";(?! )", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unused", "twice", "double", "last", "alone", "square"})
    void whatIsLeftIsTheSameFunction(String function) {
        String left = TextInUse.of(new Source("f.ad", PROGRAM), function);
        Options options = Options.DEFAULT.withFunction(function);

        assertThat(TextInUse.of(new Source("f.ad", left), function)).isEqualTo(left);
        if (!function.equals("twice")) {
            assertThat(Autodiff.compile(new Source("f.ad", left), options).derivative())
                    .isEqualTo(Autodiff.compile(new Source("f.ad", PROGRAM), options).derivative());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"z = y*log(x)  # all\n", "f(x) = g(x)\ng(x) = x\nz = f(2)", "# only\nx + 1"})
    void aProgramOfWhichAllIsNeededIsWhatItIs(String program) {
        assertThat(TextInUse.of(new Source("f.ad", program), "z")).isEqualTo(program);
    }
}
