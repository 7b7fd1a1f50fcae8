extension Explanations {
  static let binding: [Explanation] = []
}
