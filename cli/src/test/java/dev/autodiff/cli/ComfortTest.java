package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes the command line short to type and pleasant to read. */
class ComfortTest {
    @TempDir
    private Path directory;

    @Test
    void aSweepAnswersForEachValue() {
        assertThat(Run.of("grad", "-e", "z = x^2*y", "-a", "x=1:1.4:0.2,y=5", "-w", "x").out()).isEqualTo("""
                x,z,dz/dx
                1.0,5.0,10.0
                1.2,7.199999999999999,12.0
                1.4,9.799999999999999,14.0
                """);
    }

    @Test
    void severalSweepsAreAllCombinations() {
        assertThat(Run.of("eval", "-e", "z = x*y", "-a", "x=1:2", "-a", "y=3:4", "--json").out()).isEqualTo("""
                {"function":"z","at":{"x":1.0,"y":3.0},"value":3.0}
                {"function":"z","at":{"x":1.0,"y":4.0},"value":4.0}
                {"function":"z","at":{"x":2.0,"y":3.0},"value":6.0}
                {"function":"z","at":{"x":2.0,"y":4.0},"value":8.0}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0:1:0.1    | 11
            1:0:-0.25  | 5
            3:1        | 3
            2:2        | 1
            0:2*pi:pi/4| 9
            """)
    void aSweepHasBothEnds(String range, int values) {
        assertThat(Run.of("eval", "-e", "z = x", "--at", "x=" + range).out().lines()).hasSize(values + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:1:-1", "0:1:0", "0:inf", "0:1e9:1e-9", "1:2:3:4"})
    void aSweepWithoutEndIsRefused(String range) {
        Run run = Run.of("eval", "-e", "z = x", "--at", "x=" + range);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("error: --at x: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void tablesHaveCommasSemicolonsOrTabs(String separator) throws IOException {
        String text = "x,\"y\"\n2,3\n4,5\n".replace(",", separator);
        Path table = Files.writeString(directory.resolve("points.csv"), text);

        assertThat(Run.of("eval", "-e", "z = x*y", "--data", table.toString()).out()).isEqualTo("z\n6.0\n20.0\n");
    }

    @Test
    void aTableMayComeFromStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("x;y\n2;3\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Run.of("eval", "-e", "z = x*y", "--data", "-").out()).isEqualTo("z\n6.0\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theCotangentHasItsFormerNameToo() {
        String expected = Run.of("grad", "-e", "y = 2*x", "-a", "x=[1,2]", "--cotangent", "[1,3]").out();

        assertThat(expected).endsWith("dy/dx = [2.0, 6.0]\n");
        assertThat(Run.of("grad", "-e", "y = 2*x", "-a", "x=[1,2]", "--seed", "[1,3]").out()).isEqualTo(expected);
        assertThat(Run.of("grad", "--help").out()).contains("--cotangent=VALUE").doesNotContain("--seed");
    }

    @Test
    void aSearchBeginsAtThePoint() {
        String start = Run.of("minimize", "-e", "z = (x - a)^2", "--start", "x=3", "-a", "a=1").out();

        assertThat(Run.of("minimize", "-e", "z = (x - a)^2", "-a", "x=3,a=1", "-w", "x").out()).isEqualTo(start);
    }

    @Test
    void coloursTellErrorsFromWarnings() throws IOException {
        StringWriter text = new StringWriter();
        try (Colours colours = new Colours(text)) {
            colours.write("error: f:1:2: no\n  x = 1\n  ^^ write\nwarning: f\nfine: error: no\n");
        }

        assertThat(text).hasToString("""
                \u001b[1;31merror:\u001b[0m f:1:2: no
                  x = 1
                  \u001b[1;32m^^\u001b[0m write
                \u001b[1;33mwarning:\u001b[0m f
                fine: error: no
                """);
    }

    @ParameterizedTest
    @CsvSource({"2e9, 2 s", "1e5, 1 s", "150e9, 3 min", "3.7e13, 10 h"})
    void timesAreRound(double nanos, String text) {
        assertThat(Screen.time(nanos)).isEqualTo(text);
    }

    @Test
    void shellsCompleteAllCommands() {
        assertThat(Run.of("completion").out()).startsWith("#!/usr/bin/env bash").contains("minimize", "--cotangent");
    }

    @Test
    void manualPagesAreTheHelp() {
        assertThat(Run.of("man").out())
                .startsWith(".TH AUTODIFF 1 ")
                .contains(".B grad\nValue and gradient at a point.");
        assertThat(Run.of("man", "minimize").out()).contains(".B \\-a, \\-\\-at=x=2,y=3").doesNotContain("${");
        assertThat(Run.of("man", "nothing").err()).isEqualTo("error: there is no command 'nothing'\n");
    }

    @Test
    void bytecodeIsThatOfTwoMethods() {
        String main = Run.of("show", "-e", Run.SEED, "--stage", "bytecode").out();

        assertThat(main.lines().filter(line -> line.startsWith("public static")))
                .containsExactly("public static value(DD)D", "public static gradient(DD[D)D");
        assertThat(Run.of("show", "-e", Run.SEED, "--stage", "bytecode", "--all").out()).startsWith("// class version");
    }
}
