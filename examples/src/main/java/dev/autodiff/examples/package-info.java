/**
 * Small applications that embed generated classes. The classes of {@code dev.autodiff.examples.formula} are compiled from
 * {@code src/main/autodiff} by the build; neither they nor these applications need anything but the JDK.
 */
package dev.autodiff.examples;
