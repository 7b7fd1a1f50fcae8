/// Character encodings by their IANA names.
enum TextEncoding {
  case utf8, utf16, utf16LittleEndian, utf16BigEndian, ascii, latin1

  init?(_ name: String) {
    switch mapScalars(name, \.simpleLowercase) {
    case "utf-8", "utf8", "csutf8": self = .utf8
    case "utf-16", "csutf16": self = .utf16
    case "utf-16le", "csutf16le": self = .utf16LittleEndian
    case "utf-16be", "csutf16be": self = .utf16BigEndian
    case "us-ascii", "ascii", "iso-ir-6", "ansi_x3.4-1968", "ansi_x3.4-1986", "iso_646.irv:1991",
      "iso646-us", "us", "ibm367", "cp367", "csascii":
      self = .ascii
    case "iso-8859-1", "iso_8859-1", "iso_8859-1:1987", "iso-ir-100", "latin1", "l1", "ibm819",
      "cp819", "csisolatin1":
      self = .latin1
    default: return nil
    }
  }

  /// The name by which Terraform calls it.
  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16: "UTF-16"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .ascii: "US-ASCII"
    case .latin1: "ISO_8859-1:1987"
    }
  }

  /// Nil if the encoding lacks a character.
  func encode(_ text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .utf16: return [0xFE, 0xFF] + bigEndian(text)
    case .utf16BigEndian: return bigEndian(text)
    case .utf16LittleEndian: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .ascii, .latin1:
      let limit: UInt32 = self == .ascii ? 0x80 : 0x100
      guard text.unicodeScalars.allSatisfy({ $0.value < limit }) else { return nil }
      return text.unicodeScalars.map { UInt8($0.value) }
    }
  }

  /// Nil if the bytes are no text in the encoding.
  func decode(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .ascii:
      return bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
    case .latin1:
      var scalars = String.UnicodeScalarView()
      for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
      return String(scalars)
    case .utf16LittleEndian: return units(bytes, high: 1)
    case .utf16BigEndian: return units(bytes, high: 0)
    case .utf16:
      if bytes.starts(with: [0xFF, 0xFE]) { return units(Array(bytes.dropFirst(2)), high: 1) }
      return units(bytes.starts(with: [0xFE, 0xFF]) ? Array(bytes.dropFirst(2)) : bytes, high: 0)
    }
  }

  private func bigEndian(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  private func units(_ bytes: [UInt8], high: Int) -> String? {
    guard bytes.count % 2 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 2).map {
      UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
    }
    return String(validating: units, as: UTF16.self)
  }
}
