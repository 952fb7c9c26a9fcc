"""Proper nouns of the field that keep their capital in any title, though nothing in their spelling shows it."""

from __future__ import annotations

from typing import Final

PROPER_NOUNS: Final = frozenset(
    """
    Abel Abelian Adam Africa African Albanian Alzheimer Alzheimer's Amazon America American Amharic Android Anosov
    Antarctic Antarctica Apache April Arab Arabic Arctic Argentina Aristotle Armenian Arrhenius Asia Asian Atari
    August Australia Australian Austria Austrian Avogadro Babel Bahdanau Banach Basque Bayes Bayesian Beijing
    Belgian Bellman Benford Bengali Berkeley Berlin Bernoulli Bernstein Bessel Bible Birkhoff Boltzmann Bonferroni
    Boole Boolean Borel Boston Brazil Brazilian Brier Britain British Brownian Broyden Bulgarian Burgers California
    Canada Canadian Cantonese Cantor Carlo Carnegie Cartesian Catalan Cauchy Cayley Chebyshev Cherenkov Chernoff
    Chicago China Chinchilla Chinese Cholesky Chomsky Christian Christmas Claude Cohen Colombian Copilot Coulomb
    Covid Cramer Croatian Crohn's Curie Czech Danish Dantzig Darwin Darwinian December Dempster Denmark Descartes
    Dijkstra Dirac Dirichlet Docker Doppler Down's Dutch Earth Easter Egypt Egyptian Einstein Elman Elo England
    English Erdos Erlang Estonian Ethiopia Euclid Euclidean Euler Eulerian Europe European Facebook February Fermat
    Fermi Feynman Fibonacci Finland Finnish Fisher Flickr Fokker Fourier France French Friday Frobenius Fréchet
    Gabor Galerkin Galois Gauss Gaussian Gaussians Gemini Gemma Georgian German Germany Gibbs Gini Girsanov Github
    Goodhart Google Granger Grassmann Grassmannian Greece Greek Gujarati Gumbel Gödel Haar Hamilton Hamiltonian
    Hamming Hausa Hausdorff Hawkes Hebb Hebbian Hebrew Heisenberg Hermite Hermitian Hessian Hilbert Hindi
    Hippocratic Hoeffding Hollywood Hopfield Huber Huffman Hungarian Hungary Huntington's Hölder Iceland Icelandic
    India Indian Indic Indonesia Indonesian Iran Iranian Iraq Ireland Irish Ising Islam Islamic Israel Israeli
    Italian Italy Itô Jaccard Jacobi Jacobian January Japan Japanese Java Javanese Jensen Jewish July June Jupiter
    Kafka Kahn Kalman Kannada Kantorovich Kazakh Kenya Kepler Keras Kolmogorov Korea Korean Kronecker Krylov
    Kubernetes Kullback Kurdish Lagrange Lagrangian Langevin Laplace Laplacian Latin Latvian Lebesgue Legendre
    Leibler Levenshtein Levy Linnaeus Linux Lipschitz Lithuanian Llama London Lorentz Lorenz Lyapunov Lévy
    Mahalanobis Malay Malayalam Malaysia Mamba Mandarin Mandelbrot Manhattan Marathi Markov Markovian Mars Maxwell
    Mediterranean Mercer Metropolis Mexican Mexico Mikolov Minecraft Minkowski Mistral Mixtral Monday Monge
    Mongolian Monte Moore Moscow Muslim Nash Navier Nepali Nesterov Netherlands Neumann Newton Newtonian Nigeria
    Nigerian Nobel Noether Nordic Norway Norwegian November Nyquist Nyström Occam Ockham October Olympic Olympics
    Orlicz Ornstein Oxford Pacific Pakistan Pakistani Pareto Paris Parkinson Parkinson's Pascal Pavlov Pavlovian
    Pearson Perron Persian Peru Philippines Planck Plato Platonic Poincaré Poisson Poland Polish Polyak Pontryagin
    Portugal Portuguese Potts Punjabi Pythagorean Python Qwen Rademacher Radon Rayleigh Reddit Renyi Riccati Riemann
    Riemannian Robbins Romanian Rorschach Runge Russia Russian Rutherford Rwanda Rényi Sanskrit Saturday Saturn
    Scandinavian Schrodinger Schrödinger Schur Schwarz Scotland Scottish September Serbian Shanghai Shannon Shapley
    Sherman Simpson Singapore Sinkhorn Skolem Slavic Slovak Slovenian Sobolev Socrates Socratic Somali Sora Spain
    Spanish Spearman Spotify Stackelberg Stanford Stein Steiner Stiefel Stirling Stokes Sunday Swahili Sweden
    Swedish Swiss Switzerland Sydney Taiwan Taiwanese Tamil Tarski Tchebycheff Telegram Telugu Thai Thailand
    Thursday Tibetan Tikhonov Toeplitz Tokyo Toronto Tucker Tuesday Turing Turkey Turkish Twitter Uber Ubuntu
    Uhlenbeck Ukraine Ukrainian Unix Urdu Uzbek Vapnik Venus Victorian Vicuna Vietnam Vietnamese Volterra Voronoi
    Wales Wasserstein Wednesday Weibull Welsh Wiener Wigner Wikidata Wikipedia Woodbury Wright Xhosa Yahoo Yiddish
    York Yoruba YouTube Zipf Zipfian Zulu Zürich
    """.split()
)
