package dev.autodiff.cli;

import java.util.Map;

/**
 * What a function of a program becomes for Java.
 *
 * @param function its name in the program
 * @param className fully qualified
 * @param files by their paths below the root of the packages: the class first, then the one that it uses where there
 *     are vector registers, if there is work for them; or the class as Java source
 */
public record Product(String function, String className, Map<String, byte[]> files) {}
