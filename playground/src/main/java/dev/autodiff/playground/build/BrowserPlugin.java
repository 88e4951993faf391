package dev.autodiff.playground.build;

import dev.autodiff.playground.jdk.ClassMethods;
import dev.autodiff.playground.jdk.FormatterMethods;
import dev.autodiff.playground.jdk.MatcherMethods;
import dev.autodiff.playground.jdk.MathMethods;
import dev.autodiff.playground.jdk.MatrixMethods;
import dev.autodiff.playground.jdk.StringMethods;
import java.util.Formatter;
import java.util.Map;
import java.util.regex.Matcher;
import org.ejml.data.DMatrixD1;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/** What TeaVM's class library does not have, or has otherwise, of what the compiler uses. */
public final class BrowserPlugin implements TeaVMPlugin {
    @Override
    public void install(TeaVMHost host) {
        host.add(new ExactArithmetic());
        host.add(new MoreMethods(Map.of(
                Math.class.getName(), MathMethods.class,
                StrictMath.class.getName(), MathMethods.class,
                String.class.getName(), StringMethods.class,
                Class.class.getName(), ClassMethods.class,
                Matcher.class.getName(), MatcherMethods.class,
                Formatter.class.getName(), FormatterMethods.class,
                DMatrixD1.class.getName(), MatrixMethods.class)));
    }
}
