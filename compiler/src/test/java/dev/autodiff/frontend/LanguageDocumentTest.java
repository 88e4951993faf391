package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/language.md} says is so. */
class LanguageDocumentTest {
    private static final Pattern PROGRAM = Pattern.compile("```autodiff\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([a-z_0-9]+)`");

    @Test
    void itsProgramsCompileWithoutWarnings() throws IOException {
        List<String> programs = PROGRAM.matcher(text()).results().map(match -> match.group(1)).toList();

        assertThat(programs).hasSizeGreaterThan(4).allSatisfy(program -> assertThat(
                        Autodiff.analyze(new Source("language.md", program), Options.DEFAULT)
                                .warnings())
                .isEmpty());
    }

    @Test
    void itsTableListsTheFunctionsAndNoOthers() throws IOException {
        String section = text().substring(
                        text().indexOf("## The functions of the language"), text().indexOf("`polygamma(n, x)`"));
        Set<String> listed = CODE.matcher(section)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> functions = new TreeSet<>(Builtins.names());
        functions.addAll(Prelude.functions().keySet());
        functions.addAll(TensorFunctions.names());
        functions.addAll(Builtins.SPECIAL);

        assertThat(listed).isEqualTo(functions);
    }

    @Test
    void itsLimitsAreThoseOfTheFrontend() throws IOException {
        assertThat(text()).contains(String.format(Locale.ROOT, "up to %,d deep", Tokens.MAX_NESTING).replace(',', ' '))
                .contains(String.format(Locale.ROOT, "calls up to %,d", Lowering.MAX_ACTIVE).replace(',', ' '));
    }


    private static String text() throws IOException {
        return Files.readString(Path.of("../docs/language.md"));
    }
}
