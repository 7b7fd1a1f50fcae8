/// Calls that need more than their arguments' values: their arguments may fail, or are looked at
/// as they are written.
package enum SpecialForm: String, CaseIterable, Sendable {
  case can, templatefile, templatestring
  case `try`

  package var signature: String {
    switch self {
    case .can: "can(expression any) bool"
    case .templatefile: "templatefile(path string, vars any) any"
    case .templatestring: "templatestring(template string, vars any) any"
    case .try: "try(expressions any...) any"
    }
  }

  package var documentation: String {
    switch self {
    case .can: "Whether an expression has a value."
    case .templatefile: "A file of the configuration as a template, with values for its names."
    case .templatestring:
      "A text from elsewhere in the configuration as a template, with values for its names."
    case .try: "The first argument that has a value."
    }
  }

  package var example: Function.Example {
    switch self {
    case .can: .init(#"can(tonumber("x"))"#, "false")
    case .templatefile: .init(#"can(templatefile("missing.tftpl", {}))"#, "false")
    case .templatestring:
      .init(
        #"[for t in ["Hi $${name}!"] : templatestring(t, {name = "you"})]"#, #"["Hi you!"]"#)
    case .try: .init(#"try(tonumber("x"), 0)"#, "0")
    }
  }
}
