package dev.autodiff.derivatives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.runtime.Dimension;
import dev.autodiff.runtime.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mode and the number of sweeps, by the elements of results and variables; 0 is a length that is known later. */
class SweepsTest {
    @ParameterizedTest
    @CsvSource({
        "3, 2, 'forward mode, 2 sweeps side by side, one for each column'",
        "2, 3, 'reverse mode, 2 sweeps side by side, one for each row'",
        "3, 3, 'reverse mode, 3 sweeps side by side, one for each row'",
        "100, 26, 'forward mode, 26 sweeps in a loop, one for each column'",
        "0, 2, 'forward mode, 2 sweeps side by side, one for each column'",
        "0, 26, 'forward mode, 26 sweeps in a loop, one for each column'",
        "26, 0, 'reverse mode, 26 sweeps in a loop, one for each row'",
        "0, 0, 'reverse mode, 3*n sweeps in a loop, one for each row'",
    })
    void theSideOfKnownAndFewerElementsIsSwept(int results, int variables, String mode) {
        assertThat(Sweeps.of(List.of(shape(results)), List.of(shape(variables)))).hasToString(mode);
    }

    private static Shape shape(int length) {
        return new Shape(List.of(length == 0 ? Dimension.named("n").times(3) : Dimension.literal(length)));
    }
}
