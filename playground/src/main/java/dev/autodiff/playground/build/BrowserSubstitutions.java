package dev.autodiff.playground.build;

import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * Classes in the place of others: {@code java.text.Normalizer} is the one of that name in the package {@code
 * dev.autodiff.playground.substitute.java.text}, and so is each that has a namesake there.
 */
public final class BrowserSubstitutions extends SimpleSubstitutionPolicy {
    @Override
    public void contribute(SubstitutionSink sink) {
        sink.selectClasses(inPackage("java", true).or(inPackage("javax", true)).or(inPackage("dev.autodiff", true)))
                .packagePrefix("dev.autodiff.playground.substitute.");
    }
}
