/** The control plane against real servers: roles, health, schema. It knows no door. */
@NullMarked
package io.sluice.it.control;

import org.jspecify.annotations.NullMarked;
