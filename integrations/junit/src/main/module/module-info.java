/** Assertions for JUnit 5 about derivatives that are written by hand. */
module dev.autodiff.junit {
    requires transitive dev.autodiff.compiler;
    requires static org.opentest4j;

    exports dev.autodiff.junit;
}
