/** Device groups as the operator arranges them: ranked rules, who may see which, and the addresses that change them. */
@NullMarked
package dev.lightmeter.server.devicegroup;

import org.jspecify.annotations.NullMarked;
