/** Assertions for JUnit 5 about derivatives that are written by hand. */
package dev.autodiff.junit;
