/// What `portolan --version` prints.
package let portolanVersion = "0.1.0"
