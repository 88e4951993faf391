package dev.autodiff.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference knows every function, and nothing else. */
class FunctionReferenceTest {
    static java.util.Set<String> callable() {
        return FunctionReference.callable();
    }

    @ParameterizedTest
    @MethodSource("callable")
    void explainsEveryFunction(String name) {
        FunctionReference.Entry entry = FunctionReference.find(name);

        assertThat(entry).isNotNull();
        assertThat(entry.name()).isEqualTo(name);
        assertThat(entry.meaning()).isNotEmpty();
        assertThat(entry.signature()).startsWith(name + "(");
    }

    @Test
    void explainsNothingElse() {
        assertThat(new TreeSet<>(FunctionReference.entries().stream().map(FunctionReference.Entry::name).toList()))
                .isEqualTo(new TreeSet<>(FunctionReference.callable()));
    }

    @Test
    void aNameElsewhereIsNoneHere() {
        assertThat(FunctionReference.synonyms().keySet()).doesNotContainAnyElementsOf(FunctionReference.callable());
    }

    @Test
    void whatIsOneNameIsAFunction() {
        assertThat(FunctionReference.synonyms().values().stream().filter(ours -> ours.matches("\\w+")))
                .isSubsetOf(FunctionReference.callable());
    }
}
