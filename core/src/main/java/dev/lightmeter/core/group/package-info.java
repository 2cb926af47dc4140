/** Device groups: their ranked rules, and which group a device belongs to. */
@NullMarked
package dev.lightmeter.core.group;

import org.jspecify.annotations.NullMarked;
