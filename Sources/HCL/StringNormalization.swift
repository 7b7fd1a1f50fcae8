@_spi(_Unicode) import Swift

extension Value {
  /// A string in Unicode's composed normal form, in which Terraform keeps every string: file names,
  /// tags and descriptions reach AWS that way.
  package static func string(normalizing text: String) -> Value { .string(text.composed) }
}

extension String {
  /// No byte is part of a longer character.
  package var isASCII: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      for byte in bytes where byte >= 0x80 { return false }
      return true
    } ?? utf8.allSatisfy { $0 < 0x80 }
  }

  /// The composed normal form (NFC).
  package var composed: String {
    if isASCII { return self }
    var scalars = UnicodeScalarView()
    for scalar in _nfc { scalars.append(scalar) }
    return String(scalars)
  }
}
