extension Explanations {
  static let terraform: [Explanation] = []
}
