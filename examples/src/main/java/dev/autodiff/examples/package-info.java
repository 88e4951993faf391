/**
 * Small applications that embed generated classes. The classes of {@code dev.autodiff.examples.formula} are compiled
 * from {@code src/main/autodiff} by the build. Those of numbers, and the applications that call them, need nothing but
 * the JDK; those of tensors need {@code autodiff-runtime}.
 */
package dev.autodiff.examples;
