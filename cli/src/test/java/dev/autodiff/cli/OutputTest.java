package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers: written or an error, the same bytes everywhere, and nothing that acts on a terminal. */
class OutputTest {
    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    @TempDir
    private Path directory;

    /** A disk with little room. */
    private static final class Full extends OutputStream {
        private final String message;
        private int room;
        private int failures;

        Full(int room, String message) {
            this.room = room;
            this.message = message;
        }

        @Override
        public void write(int single) throws IOException {
            if (room-- <= 0) {
                failures++;
                throw new IOException(message);
            }
        }
    }

    @AfterEach
    void goHome() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    private static Run run(OutputStream target, Path descriptor, String... args) {
        StringWriter err = new StringWriter();
        int code = Main.run(new StandardOutput(target, descriptor), err, args);
        return new Run(code, "", err.toString());
    }

    private Path table(int rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("x"));
        lines.addAll(Collections.nCopies(rows, "0.123456789"));
        return Files.write(directory.resolve("table.csv"), lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval -e z=x --at x=1",
                "grad -e z=x --at x=1 --json",
                "check -e z=x --at x=1",
                "show -e z=x",
                "ops",
                "--help",
                "grad --help",
                "--version"
            })
    void aFullDiskIsAnError(String command) {
        Run run = run(new Full(0, "No space left on device"), Path.of("nowhere"), command.split(" "));

        assertThat(run.err()).endsWith("error: cannot write to standard output: No space left on device\n");
        assertThat(run.code()).isEqualTo(74);
    }

    @ParameterizedTest
    @ValueSource(strings = {"z = x", "z = sum([x, 2*x])"})
    void aDiskThatFillsUpEndsATable(String program) throws IOException {
        Full disk = new Full(10, "No space left on device");

        Run run = run(disk, Path.of("nowhere"), "grad", "-e", program, "--data", table(100_000).toString());

        assertThat(run.code()).isEqualTo(74);
        assertThat(disk.failures).isEqualTo(1);
    }

    @Test
    void aReaderThatHasSeenEnoughIsNone() throws IOException {
        Path pipe = Files.createSymbolicLink(directory.resolve("1"), Path.of("pipe:[1234]"));
        String data = table(1000).toString();

        assertThat(run(new Full(10, "in another language"), pipe, "eval", "-e", "z = x", "--data", data))
                .isEqualTo(new Run(0, "", ""));
        assertThat(run(new Full(10, "Broken pipe"), Path.of("nowhere"), "eval", "-e", "z = x", "--data", data))
                .isEqualTo(new Run(0, "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "Pacific/Auckland, ar-EG",
        "America/Adak, tr-TR",
        "UTC, th-TH-u-nu-thai",
        "Asia/Kolkata, hi-IN-u-nu-deva"
    })
    void everyPlaceGivesTheSameBytes(String zone, String language) throws IOException {
        List<byte[]> here = everything("here");
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Locale.setDefault(Locale.forLanguageTag(language));
        List<byte[]> there = everything("there");

        assertThat(there).hasSameSizeAs(here);
        for (int i = 0; i < here.size(); i++) {
            assertThat(there.get(i)).as("answer %d", i).isEqualTo(here.get(i));
        }
    }

    private List<byte[]> everything(String name) throws IOException {
        Path jar = directory.resolve(name + ".jar");
        Path java = directory.resolve(name);
        String program = "f(x, i: int) { for k in 0:3 { x = x*sinh(x) + i }; return x }";
        Run.of("compile", "-e", program, "-o", jar.toString());
        Run.of("compile", "-e", program, "-o", java.toString(), "--emit", "java", "--class", "F");
        List<byte[]> all =
                new ArrayList<>(List.of(Files.readAllBytes(jar), Files.readAllBytes(java.resolve("F.java"))));
        for (String command : List.of(
                "grad@-e@" + program + "@--at@x=-0.25,i=12345",
                "check@-e@" + program + "@--at@x=0.3,i=1",
                "show@-e@" + program,
                "show@--stage@kernels@-e@" + program,
                "show@--stage@kernels@-e@z(t: f64[n]) = sum(t)",
                "show@--format@svg@-e@z = x*1234567",
                "ops")) {
            all.add(Run.of(command.split("@")).out().getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void theTimeInAJarIsTheSameInEveryZone() throws IOException {
        for (String zone : List.of("UTC", "Pacific/Kiritimati", "Pacific/Niue")) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Run.of("compile", "-e", "z = x", "-o", directory.resolve(zone.replace('/', '-') + ".jar").toString());
        }

        assertThat(directory.resolve("Pacific-Niue.jar")).hasSameBinaryContentAs(directory.resolve("UTC.jar"));
        assertThat(directory.resolve("Pacific-Kiritimati.jar")).hasSameBinaryContentAs(directory.resolve("UTC.jar"));
    }

    /**
     * Escape, a control sequence in one character, delete, bell, return, a turn of direction, a line separator, a tag.
     */
    @ParameterizedTest
    @ValueSource(ints = {0x1B, 0x9B, 0x7F, 0x07, 0x0D, 0x202E, 0x2028, 0xE0001})
    void nothingThatActsOnATerminalIsPrinted(int character) throws IOException {
        String bad = Character.toString(character);
        Path table = Files.writeString(
                directory.resolve("t.csv"),
                "x,y" + bad.replace("\r", "") + "z\n1,2\na" + bad.replace("\r", "") + "b,2\n");
        List<Run> runs = List.of(
                Run.of("eval", "-e", "z = x", "--data", table.toString()),
                Run.of("eval", "-e", "z = q" + bad, "--at", "q=1"),
                Run.of("eval", "a" + bad + "b.ad"),
                Run.of("eval", "-e", "z = x", "--at", "x=1" + bad + "2"),
                Run.of("gr" + bad + "ad"),
                Run.of("eval", "-e", "z = x", "--no" + bad),
                Run.of("show", "-e", "z = x # a" + bad + "b", "--stage", "program"),
                Run.of("compile", "-e", "z = x", "-o", directory + "/a" + bad + "b.class"));

        for (Run run : runs) {
            assertThat(run.out() + run.err()).isNotEmpty().matches(text -> text.codePoints()
                    .noneMatch(c -> c != '\n' && acts(c)));
        }
    }

    private static boolean acts(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.SURROGATE;
    }

    @Test
    void itIsShownAsAnEscape() {
        assertThat(Run.of("show", "-e", "z = x # \u001b[31m red\t\ud83d\ude00 é\r\n", "--stage", "program").out())
                .isEqualTo("z = x # \\u001b[31m red\t\ud83d\ude00 é\n");
        assertThat(Run.of("eval", "no\u001bwhere.ad").err()).isEqualTo("error: there is no file 'no\\u001bwhere.ad'\n");
    }

    @Test
    void manyUnusedColumnsAreCounted() throws IOException {
        Path table = Files.writeString(
                directory.resolve("wide.csv"), "x" + columns(100_000) + "\n" + "1" + ",2".repeat(100_000) + "\n");

        Run run = Run.of("eval", "-e", "z = x", "--data", table.toString());

        assertThat(run.err().lines())
                .hasSize(11)
                .last()
                .isEqualTo("warning: " + table + ":1: 99990 more columns are not used");
        assertThat(run.out()).isEqualTo("z\n1.0\n");
    }

    private static String columns(int count) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            names.append(",c").append(i);
        }
        return names.toString();
    }
}
