package dev.autodiff.hipparchus;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the adapters may know: compiled functions as applications see them, and Hipparchus. */
class LayersTest {
    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.autodiff");

    @Test
    void adaptersKnowCompiledFunctionsAndHipparchusOnly() {
        classes()
                .that()
                .resideInAPackage("dev.autodiff.hipparchus")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.autodiff.hipparchus", "dev.autodiff.runtime", "org.hipparchus..", "java.."))
                .check(PROJECT);
    }

    @Test
    void nothingElseKnowsTheAdapters() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.autodiff.hipparchus")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.autodiff.hipparchus", "org.hipparchus..")
                .check(PROJECT);
    }

    /** It is for those who integrate differential equations, and they have it: the others need no such library. */
    @Test
    void onlyTheDifferentialEquationNeedsTheIntegrators() {
        noClasses()
                .that()
                .doNotHaveSimpleName("DifferentialEquation")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hipparchus.ode..")
                .check(PROJECT);
    }
}
