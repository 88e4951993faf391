/** The command line. */
module dev.autodiff.cli {
    requires com.grack.nanojson;
    requires transitive dev.autodiff.compiler;
    requires dev.autodiff.hipparchus;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.management;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires org.objectweb.asm;
    requires org.objectweb.asm.tree;
    requires org.objectweb.asm.util;

    exports dev.autodiff.cli;
}
