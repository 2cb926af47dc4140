@NullMarked
package dev.lightmeter.core;

import org.jspecify.annotations.NullMarked;
