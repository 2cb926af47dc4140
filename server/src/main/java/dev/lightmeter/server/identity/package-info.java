/** Which devices are one: what suggests it, and the operator's decisions about it. */
@NullMarked
package dev.lightmeter.server.identity;

import org.jspecify.annotations.NullMarked;
