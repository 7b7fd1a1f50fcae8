import CodePrinter
import SecurityGroupIR

/// The names of everything in `main`, each once.
struct Names {
  /// By the index in the program.
  private(set) var lookups: [String] = []
  private(set) var groups: [String] = []
  /// Attributes of `args`, by `InputID.index`, and whether they differ from what the flag implies.
  private(set) var arguments: [String] = []
  private var taken: UniqueNames

  init(_ program: Program) {
    let own = [
      "args", "parser", "add", "main", "parse_args", "annotations", "run", "session", "configure",
    ]
    taken = UniqueNames { name in
      PythonNames.keywords.contains(name) || PythonNames.builtins.contains(name)
        || LinkedHelpers.vocabulary.contains(name) || own.contains(name)
    }
    groups = program.groups.indices.map { take(program.groups[$0].name) }
    lookups = program.lookups.map { take($0.name) }
    var attributes = UniqueNames(isReserved: PythonNames.keywords.contains)
    arguments = program.inputFlags.map { flag in
      let name = PythonNames.variable(String(flag.dropFirst(2)))
      return attributes.take(name, whenReserved: name + "_", separator: "_")
    }
  }

  mutating func take(_ text: String) -> String {
    let name = PythonNames.variable(text)
    return taken.take(name, whenReserved: name + "_", separator: "_")
  }
}
