package enum PythonNames {
  /// Python's keywords.
  package static let keywords = Vocabulary([
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
  ])

  /// The built-ins that code relies on.
  package static let builtins = Vocabulary([
    "all", "any", "bool", "bytes", "dict", "dir", "filter", "float", "format", "hash", "help", "id",
    "input", "int", "iter", "len", "list", "map", "max", "min", "next", "object", "open", "print",
    "range", "repr", "round", "set", "sorted", "str", "sum", "super", "tuple", "type", "vars",
    "zip",
  ])

  /// A name in snake case, ASCII only: what cannot stand in it becomes an underscore.
  package static func variable(_ text: String) -> String {
    if let first = text.utf8.first, !ByteSet.digits.contains(first), text.consists(of: nameBytes) {
      return text
    }
    var name = String(
      decoding: text.utf8.map { byte -> UInt8 in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 0x20
        default: UInt8(ascii: "_")
        }
      }, as: UTF8.self)
    if let first = name.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      name = "_" + name
    }
    return name.isEmpty ? "_" : name
  }

  private static let nameBytes = ByteSet.lowerCase.union(.digits).union(ByteSet("_"))
}
