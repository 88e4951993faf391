package dev.autodiff;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * Imports only go down: compiler → frontend, autodiff, simplify, check, codegen → lowering → graph, source → runtime,
 * simd; codegen → emit → kernel.
 */
class LayersTest {
    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.autodiff");

    @Test
    void passesDoNotKnowEachOther() {
        String[] passes = {"..frontend..", "..autodiff.derivatives..", "..simplify..", "..lowering..", "..codegen.."};
        for (String pass : passes) {
            for (String other : passes) {
                boolean writesLoops = pass.equals("..codegen..") && other.equals("..lowering..");
                if (!pass.equals(other) && !writesLoops) {
                    noClasses()
                            .that()
                            .resideInAPackage(pass)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .check(PROJECT);
                }
            }
        }
    }

    @Test
    void theGraphKnowsOnlyTheRuntime() {
        classes()
                .that()
                .resideInAPackage("dev.autodiff.graph")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.autodiff.graph",
                        "dev.autodiff.runtime",
                        "dev.autodiff.simd",
                        "java..",
                        "org.objectweb.asm.."))
                .check(PROJECT);
    }

    @Test
    void programsForVectorRegistersKnowOnlyTheJdk() {
        classes().that().resideInAPackage("dev.autodiff.simd").should().onlyDependOnClassesThat(
                resideInAnyPackage("dev.autodiff.simd", "java..")).check(PROJECT);
    }

    @Test
    void theRuntimeKnowsOnlyTheJdkAndLibrariesForMatrices() {
        classes()
                .that()
                .resideInAPackage("dev.autodiff.runtime")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.autodiff.runtime", "java..", "jdk.incubator.vector", "org.ejml..", "dev.ludovic.."))
                .check(PROJECT);
        noClasses()
                .that()
                .doNotHaveSimpleName("VectorMicrokernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(PROJECT);
        noClasses().should().dependOnClassesThat().haveSimpleName("VectorMicrokernel").check(PROJECT);
        noClasses()
                .that()
                .doNotHaveSimpleName("Blas")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.ludovic..")
                .check(PROJECT);
        noClasses()
                .that()
                .doNotHaveSimpleName("SymmetricEigen")
                .and()
                .doNotHaveSimpleName("SingularValues")
                .and()
                .doNotHaveSimpleName("OrthogonalFactors")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ejml..")
                .check(PROJECT);
    }

    @Test
    void onlySyntaxAndMeaningKnowTheParser() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.autodiff.frontend", "dev.autodiff.frontend.syntax", "dev.autodiff.grammar")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.antlr..", "dev.autodiff.grammar")
                .check(PROJECT);
    }

    @Test
    void kernelsKnowNothingOfWhatTheyAreMadeFromOrPrintedAs() {
        classes().that().resideInAPackage("dev.autodiff.kernel").should().onlyDependOnClassesThat(
                resideInAnyPackage("dev.autodiff.kernel", "java..")).check(PROJECT);
    }

    @Test
    void printersKnowOnlyKernels() {
        classes()
                .that()
                .resideInAPackage("dev.autodiff.emit")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.autodiff.emit",
                        "dev.autodiff.kernel",
                        "dev.autodiff.runtime",
                        "java..",
                        "javax.lang.model",
                        "org.objectweb.asm.."))
                .check(PROJECT);
    }

    @Test
    void onlyCodeGenerationAndTheTableOfOperatorsKnowInstructions() {
        noClasses().that().resideOutsideOfPackages("dev.autodiff.codegen..", "dev.autodiff.emit", "dev.autodiff.graph")
                .should().dependOnClassesThat().resideInAPackage("org.objectweb.asm..").check(PROJECT);
    }

    @Test
    void codeGenerationHasFloors() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.autodiff.codegen..")
                .layer("whole classes")
                .definedBy("dev.autodiff.codegen")
                .layer("loops in registers")
                .definedBy("dev.autodiff.codegen.tiles")
                .layer("loops over arrays")
                .definedBy("dev.autodiff.codegen.loops")
                .layer("numbers")
                .definedBy("dev.autodiff.codegen.scalar")
                .layer("class files")
                .definedBy("dev.autodiff.codegen.classfile")
                .whereLayer("whole classes")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("loops in registers")
                .mayOnlyBeAccessedByLayers("whole classes")
                .whereLayer("loops over arrays")
                .mayOnlyBeAccessedByLayers("whole classes", "loops in registers")
                .whereLayer("numbers")
                .mayOnlyBeAccessedByLayers("whole classes", "loops in registers", "loops over arrays")
                .check(PROJECT);
    }

    @Test
    void noClassOfTheCompilerHasAVariableOfItsOwn() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("dev.autodiff.runtime", "dev.autodiff.grammar")
                .should()
                .beFinal()
                .check(PROJECT);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        SlicesRuleDefinition.slices().matching("dev.autodiff.(**)").should().beFreeOfCycles().check(PROJECT);
    }
}
