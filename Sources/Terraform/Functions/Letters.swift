/// Letter cases as Go maps them: each scalar to one scalar, so that ß has no upper case.
extension Unicode.Scalar {
  var simpleLowercase: Unicode.Scalar {
    // Only İ has a longer mapping, to i and a dot above.
    properties.lowercaseMapping.unicodeScalars.first ?? self
  }

  var simpleUppercase: Unicode.Scalar {
    // Greek letters with iota below have two capitals in upper case, one in title case.
    single(properties.uppercaseMapping) ?? single(properties.titlecaseMapping) ?? self
  }

  var simpleTitlecase: Unicode.Scalar {
    single(properties.titlecaseMapping) ?? self
  }

  /// Everything in ASCII but letters, digits and underscores; beyond it, spaces.
  var separatesWords: Bool {
    if isASCII {
      switch self {
      case "a"..."z", "A"..."Z", "0"..."9", "_": return false
      default: return true
      }
    }
    return properties.isWhitespace
  }
}

private func single(_ text: String) -> Unicode.Scalar? {
  text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
}

func mapScalars(_ text: String, _ transform: (Unicode.Scalar) -> Unicode.Scalar) -> String {
  var mapped = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { mapped.append(transform(scalar)) }
  return String(mapped)
}
