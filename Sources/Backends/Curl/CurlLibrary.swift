import CodePrinter

/// The functions at the end of a script: those that its calls use, and those that these use.
enum CurlLibrary {
  static func sections(for used: Set<String>) -> [String] {
    let kept = closure(of: used.union(["request", "finish"]))
    return [
      ("requests: signed, and sent again when EC2 is busy", requests), ("rules", rules),
      ("answers: EC2 speaks XML", answers), ("the way back", wayBack),
    ]
    .compactMap { title, functions in
      let texts = functions.filter { kept.contains($0.name) }.map(\.text)
      return texts.isEmpty
        ? nil : ([shellSection(title)] + texts).joined(separator: "\n\n")
    }
  }

  private static func closure(of used: Set<String>) -> Set<String> {
    let all = requests + rules + answers + wayBack
    var kept = used
    var open = all.filter { used.contains($0.name) }
    while let function = open.popLast() {
      for name in function.uses where kept.insert(name).inserted {
        open += all.filter { $0.name == name }
      }
    }
    return kept
  }

  struct Function {
    var name: String
    /// Other functions that it calls.
    var uses: [String] = []
    var text: String
  }

  /// Variables that the functions use; no variable of a program may be called so.
  static let variables: Set<String> = [
    "answer", "changes", "code", "entry", "http", "ignored", "item", "list", "member", "name",
    "number", "numbered", "peer", "permissions", "place", "region", "rest", "rules", "service",
    "source", "status", "suffix", "tag", "text", "url", "value", "variable", "word", "words", "xml",
    "count", "depth", "path", "pause",
  ]
}
