package dev.autodiff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.autodiff.Autodiff;
import dev.autodiff.Options;
import dev.autodiff.source.Source;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lessons that are typed into the page, typed into {@code repl}. */
class ConversationTest {
    static Stream<Lesson> lessons() {
        return PageTest.lessons();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void theTutorialAnswersAsTheCommandLineDoes(Lesson lesson) {
        Session session = new Session();
        lesson.at().forEach((name, value) -> session.answer(name + " = " + value));
        session.answer(lesson.program());

        String answer = session.answer(lesson.command() + " " + result(lesson)
                + said(" by ", lesson.option("--wrt")) + said(" with ", lesson.option("--cotangent")));

        assertThat(answer).isEqualTo(lesson.answer().replace("error: formula:", "error: repl:"));
    }

    private static String result(Lesson lesson) {
        String wanted = lesson.option("--of");
        Options options = Options.DEFAULT.withArguments(Point.of(lesson.at()).types());
        return wanted.isEmpty()
                ? Autodiff.analyze(new Source("formula", lesson.program()), options).function().formula().name()
                : wanted;
    }

    private static String said(String word, String value) {
        return value.isEmpty() ? "" : word + value;
    }
}
