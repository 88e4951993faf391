package dev.autodiff.codegen.classfile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class gets a name that class files and Java source both take, or none at all. */
class ClassSpecTest {
    private static ClassSpec named(String name) {
        return new ClassSpec(name, "z.ad", "z = x", null, "autodiff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var",
                "record",
                "com.acme.yield",
                "com.acme.sealed",
                "class",
                "com.new.Z",
                "",
                "1Z",
                "a b",
                "Z;",
                "com..Z",
                "com/acme/Z",
                "_",
                "Math",
                "com.acme.String",
                "java.util.Z"
            })
    void aNameIsRefusedThatNoClassCanHaveOrThatHidesAnother(String name) {
        assertThatThrownBy(() -> named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aNameIsRefusedThatIsTooLongForAClassFile() {
        assertThatThrownBy(() -> named("Z".repeat(65_536))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "com.acme.Z", "Größe", "com.acme.variance", "javax.Z", "Record"})
    void otherNamesAreFine(String name) {
        assertThatCode(() -> named(name)).doesNotThrowAnyException();
    }
}
